/** Where Premiers Pas leads on to. */

export const searchPath = '/premiers-pas';
export const refinePath = '/premiers-pas/affiner';
/** « Simuler ma participation ». */
export const simulatePath = '/premiers-pas/simulation';
/** The same, from the sheet of a place: it leads back there. */
export const simulateFor = (number: string): string => `${simulatePath}?lieu=${encodeURIComponent(number)}`;
/** The pre-request for a place. */
export const askPath = (number: string): string => `/premiers-pas/pre-demande?lieu=${encodeURIComponent(number)}`;
