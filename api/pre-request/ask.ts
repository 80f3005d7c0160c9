/**
 * « Faire une pré-demande », on Premiers Pas: two screens, a page to check, then the follow-up code. Nobody signs in and nothing is kept on the
 * way: what was typed travels in the forms themselves, never in an address.
 */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { introduceIf, type FamilyAsks, type Introduced } from '../../db/pre-request/introduce.ts';
import { findPlaces } from '../../db/pre-request/places.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { slug } from '../../workflows/pre-request/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { Dependencies } from '../context.ts';
import { markBegun, readBegun } from '../forms/begun.ts';
import { wordsIn } from '../forms/inputs.ts';
import { incomplete, unknownField } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { readPublicForms } from '../middleware/public-forms.ts';
import { renderAway, renderPublic } from '../premiers-pas/render-public.ts';
import { findOpen, searchOpen } from '../premiers-pas/open-places.ts';
import type { PublicPlaces, Snapshot } from '../premiers-pas/snapshot.ts';
import { isAway } from '../problems.ts';
import { createCounterWithin } from '../sign-in/throttle.ts';
import { within } from '../within.ts';
import {
  consent,
  contactFields,
  faultOfPlaces,
  readContact,
  readWishes,
  wishFields,
  type Contact,
  type Typed,
  type Wishes,
} from './ask-form.ts';
import { askRoot, showAway, showCheck, showContact, showWishes, type Asked } from './ask-pages.ts';
import { doneRows } from './ask-rows.ts';

const followPath = `${askRoot}/suivi`;
/** Enough for a family that begins again, too few for a machine (hypothèse). */
const perHour = { points: 8, seconds: 3_600 };
const mostFound = 8;
/** How long a family waits for the database to say that it has arrived. */
const patience = 10_000;

const known = new Set(['place', 'search', 'then', 'token', 'begun', 'site', ...wishFields, ...contactFields]);

interface Fault {
  status: number;
  text: string;
}

export function askRoutes(deps: Dependencies, places: PublicPlaces): Router {
  const { db, now } = deps;
  const countSending = createCounterWithin(deps, 'pre-request', perHour.seconds);
  const router = Router();
  router.use(askRoot, readPublicForms(deps));

  router.get(askRoot, async (req, res) => {
    const snapshot = await places.current();
    if (snapshot) showWishes(deps, res, askedWith(deps, snapshot, { place: req.query.lieu }), {});
    else renderAway(deps, res);
  });

  router.post(askRoot, async (req, res) => {
    const typed = (req.body ?? {}) as Typed;
    const snapshot = await places.current();
    if (!snapshot) {
      showAway(deps, res, askRoot, typed, [...known]);
      return;
    }
    const asked = askedWith(deps, snapshot, typed);
    const then = typeof typed.then === 'string' ? typed.then : 'next';
    if (Object.keys(typed).some((name) => !known.has(name))) {
      showWishes(deps, res, asked, { form: unknownField });
      return;
    }
    const [what = '', number = ''] = then.split(':');
    if (what === 'search' || what === 'add' || what === 'remove') {
      changePlaces(deps, res, snapshot, asked, what, number);
      return;
    }
    const wishes = readWishes(typed, asked.today, parameterOf('from-pregnancy', asked.parameters).value);
    if (what === 'wishes' || !wishes.ok || asked.faultOfPlaces) {
      const faults = what === 'wishes' ? {} : { ...(wishes.ok ? {} : wishes.faults), places: asked.faultOfPlaces };
      showWishes(deps, res, asked, faults);
      return;
    }
    const contact = readContact(typed);
    if (what === 'next' || what === 'contact' || !contact.ok) {
      const faults = what === 'check' || what === 'send' ? (contact.ok ? {} : contact.faults) : {};
      showContact(deps, res, asked, faults);
      return;
    }
    if (what !== 'send') {
      showCheck(deps, res, asked, wishes.values, contact.values, undefined);
      return;
    }
    const ask = { asked, wishes: wishes.values, contact: contact.values };
    const sent = await within(send(req, res, ask), patience).catch((error: unknown) => {
      if (isAway(error)) return undefined;
      throw error;
    });
    if (!sent) showCheck(deps, res, asked, ask.wishes, ask.contact, away);
    else if ('opened' in sent) showDone(res, asked, sent);
    else if ('faultOfPlaces' in sent) showWishes(deps, res, { ...asked, ...sent }, { places: sent.faultOfPlaces });
    else showCheck(deps, res, asked, ask.wishes, ask.contact, sent);
  });

  /** The places are read anew: one may have closed since they were last read for everybody. */
  async function send(
    req: Request,
    res: Response,
    { asked, wishes, contact }: { asked: Asked; wishes: Wishes; contact: Contact },
  ): Promise<Introduced | Fault | { faultOfPlaces: string }> {
    const chosen = await findPlaces(db, asked.today, asked.numbers);
    const faultOfChosen = faultOfPlaces(asked.numbers, chosen, parameterOf('most-places', asked.parameters).value);
    if (faultOfChosen) return { faultOfPlaces: faultOfChosen };
    const fault = faultOfSending(asked.typed);
    // Who sends again what has arrived sees that it has, whatever this sending would meet.
    const sent = await introduceIf(
      db,
      asksOf(asked, wishes, contact, chosen, arrivedAt(res)),
      async (trx) => !fault && (await countSending(trx, req.ip ?? '')) <= perHour.points,
    );
    return sent ?? fault ?? tooOften;
  }

  /** Machines, told on the page that was read, with all that was typed. */
  function faultOfSending(typed: Typed): Fault | undefined {
    if (!isUuid(typed.token)) return { status: 422, text: incomplete };
    if (typeof typed.site === 'string' && typed.site !== '')
      return { status: 422, text: 'Le champ « Laissez ce champ vide » est rempli : videz-le, puis envoyez à nouveau.' };
    const begun = readBegun(deps, typed.begun, now());
    if (begun === 'unknown') return { status: 422, text: incomplete };
    if (begun === 'too-soon') return { status: 422, text: 'Relisez un instant ce qui suit, puis envoyez.' };
    if (begun === 'too-late')
      return { status: 422, text: 'Cette page est ouverte depuis longtemps : relisez ce qui suit, puis envoyez.' };
    return undefined;
  }

  function showDone(res: Response, { places }: Asked, { code, opened }: Introduced): void {
    for (const { caseId, reference, ring } of opened) if (ring) deps.bell.ring(slug, caseId, reference);
    renderPublic(deps, res, 'pre-request/done', {
      title: 'Votre pré-demande est envoyée',
      noindex: true,
      styles: ['styles/pre-request.css'],
      code,
      followPath,
      rows: doneRows(places, opened),
    });
  }
  return router;
}

const tooOften: Fault = {
  status: 429,
  text: "Trop de pré-demandes viennent de cette connexion. Gardez cette page ouverte et envoyez dans une heure ; vous pouvez aussi téléphoner au lieu d'accueil.",
};
/** What was sent may have arrived: it is done once, however often it is sent. */
const away: Fault = {
  status: 503,
  text: "Premiers Pas ne peut pas enregistrer votre pré-demande pour l'instant. Ce que vous avez encodé est sur cette page : gardez-la ouverte et envoyez à nouveau dans une minute. Même envoyée deux fois, votre pré-demande n'est enregistrée qu'une fois.",
};

function asksOf(
  { token }: Asked,
  { childOn, wishedOn, days }: Wishes,
  { name, email, phone, message }: Contact,
  places: FamilyAsks['places'],
  at: Instant,
): FamilyAsks {
  return { token, at, name, email, phone, message, consent, places, childOn, wishedOn, days };
}

function askedWith({ now, config }: Dependencies, { index, asking }: Snapshot, typed: Typed): Asked {
  const at = now();
  const numbers = [...new Set([typed.place].flat().filter((place) => typeof place === 'string'))]
    .map((number) => number.toUpperCase())
    .filter((number) => /^[\w-]{1,20}$/.test(number))
    .slice(0, 50);
  const places = findOpen(index, numbers);
  return {
    today: dayOf(at),
    parameters: asking,
    typed,
    numbers,
    places,
    faultOfPlaces: faultOfPlaces(numbers, places, parameterOf('most-places', asking).value),
    token: isUuid(typed.token) ? typed.token : randomUUID(),
    begun: beginning({ config }, typed.begun, at),
  };
}
/** A mark of ours stays; any other, and one that is too old, begins anew. */
const beginning = (deps: Pick<Dependencies, 'config'>, mark: unknown, at: number): string =>
  ['fine', 'too-soon'].includes(readBegun(deps, mark, at)) ? String(mark) : markBegun(deps, at);

function changePlaces(
  deps: Dependencies,
  res: Response,
  snapshot: Snapshot,
  asked: Asked,
  what: string,
  number: string,
): void {
  const { typed, numbers } = asked;
  if (what === 'search') {
    const words = wordsIn(typed.search, 80);
    const found = words ? searchOpen(snapshot.index, words, mostFound) : [];
    showWishes(deps, res, asked, {}, { words, found: found.filter((place) => !numbers.includes(place.number)) });
    return;
  }
  const place = what === 'add' ? [...numbers, number] : numbers.filter((each) => each !== number);
  const { search: _, ...rest } = typed;
  const changed = askedWith(deps, snapshot, { ...rest, place });
  const fault = what === 'add' ? changed.faultOfPlaces : undefined;
  showWishes(deps, res, changed, fault ? { places: fault } : {});
}
