/** Notes that the helpdesk has ended the wait after wrong passwords. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';

export const recordUnlock = (
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  userId: string,
  at: Instant,
): Promise<void> => recordAudit(db, { at, actorId, acr, event: 'unlock', subject: 'user', subjectId: userId });
