import { said, sign } from "/js/ceremony.js";

/** Signs a proposed change of standing with one of the reader's passkeys. */
export const signChange = change => said(() => sign("/ceremonies/standing/begin", "/ceremonies/standing/finish", { change }));
