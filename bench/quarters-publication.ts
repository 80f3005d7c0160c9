export const benchPublication = (..._: unknown[]): Promise<void> => Promise.resolve();
