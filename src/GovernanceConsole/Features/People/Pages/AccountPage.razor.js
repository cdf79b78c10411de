import { addPasskey as add, deviceName, said } from "/js/ceremony.js";

/** Makes a new passkey and has one of the reader's own vouch for it. */
export const addPasskey = label => said(() => add(label || deviceName()));
