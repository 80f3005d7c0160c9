/** Writing in a month that may have been sent: the database says so itself. */

/** SQLSTATE of a change of a month that was sent (`refuse_sent_attendance`). */
export const sentCode = 'AT001';

/** @returns what was written; undefined where the month was sent meanwhile: nothing of it is */
export async function ifOpen<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== sentCode) throw error;
    return undefined;
  }
}
