/**
 * What parents see, in the memory of the web: all places, the grid of their contribution, the limits of a pre-request. Read at once, replaced as a
 * whole when something has changed. No page asks the database, and while it is away what was read last is shown. Nothing runs by itself: whoever
 * comes has it looked at when that is due.
 */
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { gridOn, type StandingGrid } from '../../db/parental-contribution/grid.ts';
import { placesLimitsOn } from '../../db/presentation/limits.ts';
import { fingerprintPublicPlaces, readPublicPlaces } from '../../db/premiers-pas/read-public-places.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { layOutPlace, layOutPlaces, type Found, type PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import type { EndedPlace } from '../../domain/premiers-pas/public-place.ts';
import { slug as preRequest } from '../../workflows/pre-request/contract.ts';
import type { Parameters } from '../../workflows/procedure.ts';
import { within } from '../within.ts';

/** So often the database is asked what has changed. With what caches keep (`answer.ts`), a change is public within a minute. */
const lookedAtEvery = 20_000;
/** What is older is not shown before the database was asked, as long as it answers. */
const mostAge = 25_000;
/** How long a click waits for that, and how long after a failure none does. */
const patience = 1_000;
const afterFailure = 5_000;

export interface Snapshot {
  index: PlaceIndex;
  /** Undefined where none stands on the day. */
  grid: StandingGrid | undefined;
  /** Of pre-requests. */
  asking: Parameters;
}
export interface PublicPlaces {
  /** @returns undefined when nothing was read yet and the database is away */
  current(): Promise<Snapshot | undefined>;
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
  let kept: (Snapshot & { prints: ReadonlyMap<string, string>; at: Instant }) | undefined;
  let looking: Promise<void> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const at = now();
    const today = dayOf(at);
    const [prints, { staleAfter }, grid, asking] = await Promise.all([
      fingerprintPublicPlaces(db, today),
      placesLimitsOn(db, today),
      gridOn(db, today),
      parametersOn(db, preRequest, today),
    ]);
    const before = kept?.index.today === today && kept.index.staleAfter === staleAfter ? kept : undefined;
    const changed = [...prints].filter(([number, print]) => before?.prints.get(number) !== print).map(([one]) => one);
    const isSame = before && changed.length === 0 && prints.size === before.prints.size;
    if (isSame) kept = { ...before, grid, asking, at };
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
      const index = layOutPlaces(all, [...oldEnded, ...read.ended], { today, staleAfter });
      kept = { index, grid, asking, prints, at };
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
      if (age < lookedAtEvery) return kept;
      if (looking === undefined && Math.abs(now() - failedAt) < afterFailure) return kept;
      const begun = looking;
      const look = start();
      // Between both ages one click has it looked at, and nobody waits. While a look takes long, only who began it waits.
      if (!kept) await within(look, patience * 5);
      else if (age >= mostAge && !begun) await within(look, patience);
      return kept;
    },
  };
}
