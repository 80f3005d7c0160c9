/**
 * « Faire une pré-demande », on Premiers Pas: two screens, a page to check, then the follow-up code. Nobody signs in and nothing is kept on the
 * way: what was typed travels in the forms themselves, never in an address.
 */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { introduce, introducedBefore, type FamilyAsks, type Introduced } from '../../db/pre-request/introduce.ts';
import { findPlaces, searchPlaces } from '../../db/pre-request/places.ts';
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
import { renderPublic } from '../premiers-pas/render-public.ts';
import { createThrottle } from '../sign-in/throttle.ts';
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
import { askRoot, showCheck, showContact, showWishes, type Asked } from './ask-pages.ts';
import { doneRows } from './ask-rows.ts';

const followPath = `${askRoot}/suivi`;
/** Enough for a family that begins again, too few for a machine (hypothèse). */
const perHour = { points: 8, seconds: 3_600 };
const mostFound = 8;

const known = new Set(['place', 'search', 'then', 'token', 'begun', 'site', ...wishFields, ...contactFields]);

export function askRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const throttle = createThrottle(deps, 'pre-request', perHour);
  const router = Router();
  router.use(askRoot, readPublicForms(deps));

  router.get(askRoot, async (req, res) => {
    const asked = await askedWith(deps, { place: req.query.lieu });
    showWishes(deps, res, asked, {});
  });

  router.post(askRoot, async (req, res) => {
    const typed = (req.body ?? {}) as Typed;
    const asked = await askedWith(deps, typed);
    const then = typeof typed.then === 'string' ? typed.then : 'next';
    if (Object.keys(typed).some((name) => !known.has(name))) {
      showWishes(deps, res, asked, { form: unknownField });
      return;
    }
    const [what = '', number = ''] = then.split(':');
    if (what === 'search' || what === 'add' || what === 'remove') {
      await changePlaces(deps, res, asked, what, number);
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
    const asks = asksOf(asked, wishes.values, contact.values, arrivedAt(res));
    const fault = await faultOfSending(req, typed);
    // Who sends again what has arrived sees that it has, whatever this sending would meet.
    const introduced = fault ? isUuid(typed.token) && (await introducedBefore(db, asks)) : await introduce(db, asks);
    if (introduced) showDone(res, asked, introduced);
    else showCheck(deps, res, asked, wishes.values, contact.values, fault);
  });

  /** Machines, and one who sends too often: said on the page that was read, with all that was typed. */
  async function faultOfSending(req: Request, typed: Typed): Promise<{ status: number; text: string } | undefined> {
    if (!isUuid(typed.token)) return { status: 422, text: incomplete };
    if (typeof typed.site === 'string' && typed.site !== '')
      return { status: 422, text: 'Le champ « Laissez ce champ vide » est rempli : videz-le, puis envoyez à nouveau.' };
    const begun = readBegun(deps, typed.begun, now());
    if (begun === 'unknown') return { status: 422, text: incomplete };
    if (begun === 'too-soon') return { status: 422, text: 'Relisez un instant ce qui suit, puis envoyez.' };
    if (begun === 'too-late')
      return { status: 422, text: 'Cette page est ouverte depuis longtemps : relisez ce qui suit, puis envoyez.' };
    return (await throttle.tryConsume(req.ip ?? ''))
      ? undefined
      : {
          status: 429,
          text: "Trop de pré-demandes viennent de cette connexion. Gardez cette page ouverte et envoyez dans une heure ; vous pouvez aussi téléphoner au lieu d'accueil.",
        };
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

function asksOf(
  { places, token }: Asked,
  { childOn, wishedOn, days }: Wishes,
  { name, email, phone, message }: Contact,
  at: Instant,
): FamilyAsks {
  return { token, at, name, email, phone, message, consent, places, childOn, wishedOn, days };
}

async function askedWith({ db, now, config }: Dependencies, typed: Typed): Promise<Asked> {
  const at = now();
  const today = dayOf(at);
  const numbers = [...new Set([typed.place].flat().filter((place) => typeof place === 'string'))]
    .map((number) => number.toUpperCase())
    .filter((number) => /^[\w-]{1,20}$/.test(number))
    .slice(0, 50);
  const [parameters, places] = await Promise.all([parametersOn(db, slug, today), findPlaces(db, today, numbers)]);
  return {
    today,
    parameters,
    typed,
    numbers,
    places,
    faultOfPlaces: faultOfPlaces(numbers, places, parameterOf('most-places', parameters).value),
    token: isUuid(typed.token) ? typed.token : randomUUID(),
    begun: beginning({ config }, typed.begun, at),
  };
}
/** A mark of ours stays; any other, and one that is too old, begins anew. */
const beginning = (deps: Pick<Dependencies, 'config'>, mark: unknown, at: number): string =>
  ['fine', 'too-soon'].includes(readBegun(deps, mark, at)) ? String(mark) : markBegun(deps, at);

async function changePlaces(deps: Dependencies, res: Response, asked: Asked, what: string, number: string) {
  const { typed, numbers } = asked;
  if (what === 'search') {
    const words = wordsIn(typed.search, 80);
    const found = words ? await searchPlaces(deps.db, asked.today, words, mostFound) : [];
    showWishes(deps, res, asked, {}, { words, found: found.filter((place) => !numbers.includes(place.number)) });
    return;
  }
  const place = what === 'add' ? [...numbers, number] : numbers.filter((each) => each !== number);
  const { search: _, ...rest } = typed;
  const changed = await askedWith(deps, { ...rest, place });
  const fault = what === 'add' ? changed.faultOfPlaces : undefined;
  showWishes(deps, res, changed, fault ? { places: fault } : {});
}
