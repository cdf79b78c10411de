import { said, sign } from "/js/ceremony.js";

/** Signs a proposed activation with one of the reader's passkeys. */
export const signActivation = activation => said(() => sign("/ceremonies/policy/begin", "/ceremonies/policy/finish", { activation }));
