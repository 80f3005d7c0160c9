/** Where a person is written to. */

/**
 * The address of the user `u` for what concerns a body, in SQL. Whoever has never signed in has not yet seen which address stands for them: until they do, each
 * body writes to the one that it typed itself, and to none that another body typed.
 * @param body the body's id, in SQL
 */
export const addressFor = (body: string): string => `case when u.last_sign_in_at is null
  then coalesce((select typed.email from memberships typed where typed.user_id = u.id and typed.organising_body_id = ${body}), u.email)
  else u.email end`;
