/** Where Premiers Pas leads on to. */

/** « Simuler ma participation ». */
export const simulatePath: string | undefined = undefined;
/** The pre-request for a place. */
export const askPath = (_number: string): string | undefined => undefined;
