/** How an id is written: a UUID in small letters, whatever its version. */
export const uuidPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const whole = new RegExp(`^${uuidPattern}$`);
export const isUuid = (value: unknown): value is string => typeof value === 'string' && whole.test(value);
