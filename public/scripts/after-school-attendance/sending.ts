/** Days that save themselves, one sending at a time; what somebody else has written meanwhile is told, never overwritten. */
import type { Counted, DayCounts } from '../../../domain/after-school/counts.ts';
import { createPost, whyRefused, type Refused } from '../post-form.ts';
import { isUnsaved, keep, toSend, type DayOnPage } from './days.ts';

export interface Inscribed {
  nursery: number | null;
  primary: number | null;
}
/** What is inscribed, as the form has it: `toSend` undefined where nothing changed or cannot be read. */
export interface EnrolledOnPage {
  version: number;
  toSend(): Inscribed | undefined;
  isUnsaved(): boolean;
  write(stands: Inscribed): void;
  keep(kept: Inscribed, version: number): void;
}
/** Somebody else was quicker; `words`: who has written what. */
interface Changed<Stands> {
  stands: Stands;
  version: number;
  at: number;
  words: string;
}
export type Conflict = Changed<DayCounts> & { one: DayOnPage };
export type EnrolledConflict = Changed<Inscribed>;
export type Status = { is: 'saved'; at: number } | { is: 'saving' | Refused };

interface Answer {
  savedAt: number;
  days: ({ day: string } & (
    | { outcome: 'saved'; version: number }
    | ({ outcome: 'changed' } & Changed<DayCounts>)
    | { outcome: 'not-required'; why: string }
    | { outcome: 'to-come' | 'locked' | 'no-such-month' }
    | { outcome: 'wrong'; fault: string }
  ))[];
  months: (
    | { outcome: 'saved'; version: number }
    | ({ outcome: 'changed' } & Changed<Inscribed>)
    | { outcome: 'locked' | 'wrong' | 'no-such-month' }
  )[];
}

const soon = 600;
const retryAfter = 5_000;

export function createSender(
  { url, csrf, days, enrolled }: { url: string; csrf: string; days: readonly DayOnPage[]; enrolled: EnrolledOnPage },
  told: {
    status: (status: Status) => void;
    conflict: (conflict: Conflict) => void;
    refused: (one: DayOnPage, why: string) => void;
    enrolledConflict: (conflict: EnrolledConflict) => void;
    saved: () => void;
  },
): { wake: (delay?: number) => void; isWaiting: () => boolean; release: (one: DayOnPage | EnrolledOnPage) => void } {
  const post = createPost(url, csrf);
  /** Of which two values stand: nothing is sent until one is chosen. */
  const held = new Set<DayOnPage | EnrolledOnPage>();
  /** What the server has refused, as it was sent: it is sent again once it is something else. */
  const refused = new Map<DayOnPage | EnrolledOnPage, string>();
  let timer: number | undefined;
  let running = false;

  const isFree = (one: DayOnPage | EnrolledOnPage, next: object): boolean =>
    !held.has(one) && refused.get(one) !== JSON.stringify(next);
  const waiting = (): { one: DayOnPage; next: Counted & { openAnyway: boolean } }[] =>
    days.flatMap((one) => {
      const next = toSend(one);
      return next && isFree(one, next) ? [{ one, next }] : [];
    });
  const waitingEnrolled = (): Inscribed | undefined => {
    const next = enrolled.toSend();
    return next && isFree(enrolled, next) ? next : undefined;
  };
  const wake = (delay = soon): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void flush(), delay);
  };

  async function flush(): Promise<void> {
    if (running) return;
    const batch = waiting();
    const inscribed = waitingEnrolled();
    if (batch.length === 0 && !inscribed) return;
    running = true;
    told.status({ is: 'saving' });
    try {
      const answer = await post({
        days: JSON.stringify(batch.map(({ one, next }) => ({ day: one.day, ...next, seen: one.version }))),
        enrolled: JSON.stringify(inscribed ? { ...inscribed, seen: enrolled.version } : null),
      });
      if (answer.ok) take((await answer.json()) as Answer, { batch, inscribed });
      else refuse(await whyRefused(answer));
    } catch {
      refuse('offline');
    }
    running = false;
    // Typed while it was under way.
    if (timer === undefined && (waiting().length > 0 || waitingEnrolled())) wake();
  }
  function refuse(why: Refused): void {
    told.status({ is: why });
    if (why === 'offline') wake(retryAfter);
    else timer = -1;
  }

  function take(
    { savedAt, days: saved, months }: Answer,
    { batch, inscribed }: { batch: ReturnType<typeof waiting>; inscribed: Inscribed | undefined },
  ): void {
    timer = undefined;
    for (const result of saved) {
      const sent = batch.find(({ one }) => one.day === result.day);
      if (!sent) continue;
      const { one, next } = sent;
      if (result.outcome === 'saved') {
        keep(one, next, result.version);
        refused.delete(one);
      } else if (result.outcome === 'changed') {
        held.add(one);
        told.conflict({ one, ...result });
      } else {
        refused.set(one, JSON.stringify(next));
        told.refused(
          one,
          result.outcome === 'not-required'
            ? `Non requis entre-temps : ${result.why}. Ce nombre n’est pas enregistré : rechargez la page pour dire si le lieu était ouvert ce jour-là.`
            : result.outcome === 'wrong'
              ? result.fault
              : 'Ce jour ne s’encode pas maintenant : ce nombre n’est pas enregistré.',
        );
      }
    }
    const [month] = months;
    if (month?.outcome === 'saved' && inscribed) enrolled.keep(inscribed, month.version);
    else if (month?.outcome === 'changed') {
      held.add(enrolled);
      told.enrolledConflict(month);
    } else if (month && inscribed) refused.set(enrolled, JSON.stringify(inscribed));
    told.status({ is: 'saved', at: savedAt });
    told.saved();
  }

  addEventListener('online', () => wake(0));
  addEventListener('focus', () => wake(0));
  return {
    wake,
    isWaiting: () => running || days.some(isUnsaved) || enrolled.isUnsaved(),
    release: (one) => void held.delete(one),
  };
}
