import { said, sign } from "/js/ceremony.js";

/** Places a stop with one of the reader's passkeys. */
export const placeStop = (reach, value, reason) => said(() => sign("/ceremonies/stops/begin", "/ceremonies/stops/finish", { reach, value, reason }));
