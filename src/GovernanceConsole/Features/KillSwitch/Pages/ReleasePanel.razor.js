import { said, sign } from "/js/ceremony.js";

/** Signs the next step of a release with one of the reader's passkeys. */
export const releaseStop = (stop, stage, reason) => said(() => sign("/ceremonies/stops/release/begin", "/ceremonies/stops/release/finish", { stop, stage, reason }));
