/** How much a scenario may be, for those who must know before they read it. */

/** Of its text, in UTF-8. */
export const MAX_BYTES = 256 * 1024;
/** Guards that are left out at once. */
export const MAX_GUARDS = 8;
