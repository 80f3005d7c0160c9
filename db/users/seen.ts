/** When a user signed in last, as a body is told it. `m` a membership, `u` its user. */

/** Whether the account is the body's to know of: an agent's own is ONE's alone. */
export const isOperator = "u.portal = 'pro'";

// What was before the body added them, or after it deactivated them, is another body's.
const isTold = `${isOperator} and u.last_sign_in_at >= m.added_at and (m.deactivated_at is null or u.last_sign_in_at <= m.deactivated_at)`;

export const seenAt = `case when ${isTold} then u.last_sign_in_at end`;
export const seenAcr = `case when ${isTold} then u.last_sign_in_acr end`;
