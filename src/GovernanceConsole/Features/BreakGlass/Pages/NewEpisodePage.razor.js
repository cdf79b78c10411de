import { said, sign } from "/js/ceremony.js";

/** Asks for an episode with one of the reader's passkeys. */
export const breakGlass = order => said(() => sign("/ceremonies/break-glass/begin", "/ceremonies/break-glass/finish", order));
