import { said, sign } from "/js/ceremony.js";

/** Signs what somebody asked for, or one's own with another passkey. */
export const signEpisode = episode => said(() => sign("/ceremonies/break-glass/sign/begin", "/ceremonies/break-glass/sign/finish", { episode }));

/** Signs the review of an episode. */
export const reviewEpisode = review => said(() => sign("/ceremonies/break-glass/review/begin", "/ceremonies/break-glass/review/finish", review));
