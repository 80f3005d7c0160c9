/** Where Premiers Pas leads on to. */

/** « Simuler ma participation ». */
export const simulatePath = '/premiers-pas/simulation';
/** The same, from the sheet of a place: it leads back there. */
export const simulateFor = (number: string): string => `${simulatePath}?lieu=${encodeURIComponent(number)}`;
/** The pre-request for a place. */
export const askPath = (number: string): string => `/premiers-pas/pre-demande?lieu=${encodeURIComponent(number)}`;
