/** Who administers a body, and who answers for its users: asked here, by the guard, the banner, the last-one rule, the calendar and the helpdesk alike. */

/** Whether the grant `g` counts on a day for its user `u`: named, of an operator, not blocked. Who is deactivated at the body has no grant there. @param day in SQL */
export const countsOn = (day: string): string =>
  `u.niss_hash is not null and u.deactivated_at is null and u.portal = 'pro' and ${heldOn(day)}`;

/** Whether the grant `g` is held on a day. @param day in SQL */
export const heldOn = (day: string): string =>
  `g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day})`;

/** Whether the user `u` administers a body by the grant `g` on a day. The accounts of before 2023 serve their conversion only: they administer nothing. @param day in SQL */
export const administersOn = (day: string): string => `g.role = 'administrator' and ${countsOn(day)}`;
