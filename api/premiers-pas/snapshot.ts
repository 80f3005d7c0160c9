/**
 * All places that parents see, in the memory of the web: read at once, replaced as a whole when something has changed. No click of a parent asks the
 * database, and while it is away what was read last is shown. Nothing runs by itself: whoever comes has it looked at when that is due.
 */
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.ts';
import { placesLimitsOn } from '../../db/presentation/limits.ts';
import { fingerprintPublicPlaces, readPublicPlaces } from '../../db/premiers-pas/read-public-places.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { layOutPlace, layOutPlaces, type Found, type PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import type { EndedPlace } from '../../domain/premiers-pas/public-place.ts';

/** So often the database is asked what has changed. With what caches keep (`answer.ts`), a change is public within a minute. */
const lookedAtEvery = 20_000;
/** What is older is not shown before the database was asked, as long as it answers. */
const mostAge = 25_000;
/** How long a click waits for that, and how long after a failure none does. */
const patience = 1_000;
const afterFailure = 5_000;

export interface PublicPlaces {
  /** @returns undefined when nothing was read yet and the database is away */
  current(): Promise<PlaceIndex | undefined>;
}

export function keepPublicPlaces({
  db,
  now,
  log,
}: {
  db: Database;
  now: () => Instant;
  log: Pick<Logger, 'warn'>;
}): PublicPlaces {
  let kept: { index: PlaceIndex; prints: ReadonlyMap<string, string>; at: Instant } | undefined;
  let looking: Promise<void> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const at = now();
    const today = dayOf(at);
    const [prints, { staleAfter }] = await Promise.all([fingerprintPublicPlaces(db, today), placesLimitsOn(db, today)]);
    const before = kept?.index.today === today && kept.index.staleAfter === staleAfter ? kept : undefined;
    const changed = [...prints].filter(([number, print]) => before?.prints.get(number) !== print).map(([one]) => one);
    const isSame = before && changed.length === 0 && prints.size === before.prints.size;
    if (isSame) kept = { ...before, at };
    else {
      const read =
        changed.length === 0
          ? { places: [], ended: [] }
          : await readPublicPlaces(db, today, before ? { numbers: changed } : {});
      const stays = new Set([...prints.keys()].filter((number) => !changed.includes(number)));
      const old = before ? [...before.index.all].filter(({ place }) => stays.has(place.number)) : [];
      const oldEnded: EndedPlace[] = before
        ? [...before.index.ended.values()].filter(({ number }) => stays.has(number))
        : [];
      const all: Found[] = [...old, ...read.places.map((place) => layOutPlace(place, today))];
      kept = { index: layOutPlaces(all, [...oldEnded, ...read.ended], { today, staleAfter }), prints, at };
    }
  }

  function start(): Promise<void> {
    return (looking ??= look()
      .catch((error: unknown) => {
        failedAt = now();
        log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'public places not read');
      })
      .finally(() => (looking = undefined)));
  }

  return {
    async current() {
      const age = kept ? Math.abs(now() - kept.at) : Number.POSITIVE_INFINITY;
      if (age < lookedAtEvery) return kept?.index;
      if (looking === undefined && Math.abs(now() - failedAt) < afterFailure) return kept?.index;
      const begun = looking;
      const look = start();
      // Between both ages one click has it looked at, and nobody waits. While a look takes long, only who began it waits.
      if (!kept) await within(look, patience * 5);
      else if (age >= mostAge && !begun) await within(look, patience);
      return kept?.index;
    },
  };
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
