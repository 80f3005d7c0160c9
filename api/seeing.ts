/** The helpdesk sees the page as a user does: what it says on top. */
import type { Response } from 'express';

export interface Seeing {
  name: string;
  /** The hour at which it ends by itself. */
  until: string;
  /** Where the form for leaving is sent. */
  leave: string;
}
export const findSeeing = (res: Response): Seeing | undefined => (res.locals as { seeing?: Seeing }).seeing;
