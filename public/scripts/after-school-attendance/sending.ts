/** Days that save themselves, one sending at a time; what somebody else has written meanwhile is told, never overwritten. */
import type { Counted, DayCounts } from '../../../domain/after-school/counts.ts';
import { createPost, whyRefused, type Refused } from '../post-form.ts';
import { keep, toSend, type DayOnPage } from './days.ts';

export interface Inscribed {
  nursery: number | null;
  primary: number | null;
}
/** What is inscribed, as the form has it: `toSend` undefined where nothing changed or cannot be read. */
export interface EnrolledOnPage {
  version: number;
  toSend(): Inscribed | undefined;
  keep(kept: Inscribed, version: number): void;
}
export interface Conflict {
  one: DayOnPage;
  stands: DayCounts;
  version: number;
  by: string;
  at: number;
  words: string;
}
export type Status = { is: 'saved'; at: number } | { is: 'saving' | Refused };

interface Answer {
  savedAt: number;
  days: ({ day: string } & (
    | { outcome: 'saved'; version: number }
    | { outcome: 'changed'; version: number; stands: DayCounts; by: string; at: number; words: string }
    | { outcome: 'not-required'; why: string }
    | { outcome: 'to-come' | 'locked' }
    | { outcome: 'wrong'; fault: string }
  ))[];
  months: (
    | { outcome: 'saved'; version: number }
    | { outcome: 'changed'; version: number; stands: Inscribed; by: string }
    | { outcome: 'locked' | 'wrong' }
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
    enrolled: (stands: Inscribed, by: string) => void;
    saved: () => void;
  },
): { wake: (delay?: number) => void; isWaiting: () => boolean; hold: (one: DayOnPage, on: boolean) => void } {
  const post = createPost(url, csrf);
  /** Days of which two values stand: nothing is sent until one is chosen. */
  const held = new Set<DayOnPage>();
  let timer: number | undefined;
  let running = false;

  const waiting = (): { one: DayOnPage; next: Counted & { openAnyway: boolean } }[] =>
    days.flatMap((one) => {
      const next = held.has(one) ? undefined : toSend(one);
      return next ? [{ one, next }] : [];
    });
  const wake = (delay = soon): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void flush(), delay);
  };

  async function flush(): Promise<void> {
    if (running) return;
    const batch = waiting();
    const inscribed = enrolled.toSend();
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
    if (timer === undefined && (waiting().length > 0 || enrolled.toSend())) wake();
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
      if (result.outcome === 'saved') keep(one, next, result.version);
      else if (result.outcome === 'changed') {
        held.add(one);
        told.conflict({ one, ...result });
      } else
        told.refused(
          one,
          result.outcome === 'not-required'
            ? `Non requis : ${result.why}. Ouvert ce jour-là ?`
            : result.outcome === 'wrong'
              ? result.fault
              : 'Ce jour ne s’encode pas maintenant.',
        );
    }
    const [month] = months;
    if (month?.outcome === 'saved' && inscribed) enrolled.keep(inscribed, month.version);
    else if (month?.outcome === 'changed') {
      enrolled.keep(month.stands, month.version);
      told.enrolled(month.stands, month.by);
    }
    told.status({ is: 'saved', at: savedAt });
    told.saved();
  }

  addEventListener('online', () => wake(0));
  addEventListener('focus', () => wake(0));
  return {
    wake,
    isWaiting: () => running || waiting().length > 0 || enrolled.toSend() !== undefined,
    hold(one, on) {
      if (on) held.add(one);
      else held.delete(one);
    },
  };
}
