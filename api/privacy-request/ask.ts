/** « Demande au délégué », for who has no account: one form, a link to confirm the address, then a follow-up code. Nobody signs in and nothing stays in a browser. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { askAsStranger, confirm, findWaiting, lastDayOfLink } from '../../db/privacy-request/askers.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';
import type { Dependencies } from '../context.ts';
import { markBegun, readBegun } from '../forms/begun.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { incomplete, unknownField } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { readPublicForms } from '../middleware/public-forms.ts';
import { renderPublic } from '../premiers-pas/render-public.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { readStranger, rightOptions, strangerFields } from './form.ts';
import { termsOn } from './terms.ts';

export const askPath = '/vie-privee/demande';
export const followPath = `${askPath}/suivi`;
const confirmPath = `${askPath}/confirmer`;
/** Enough for a person who begins again, too few for a machine (hypothèse). */
const perHour = { points: 5, seconds: 3_600 };
const known = new Set<string>(['token', 'begun', 'site', ...strangerFields]);
type Typed = Readonly<Record<string, unknown>>;

/** Without the header of Premiers Pas: whoever works or worked somewhere asks here too. */
export const renderOpen = (
  deps: Dependencies,
  res: Response,
  view: string,
  page: { title: string } & Record<string, unknown>,
): void => {
  res.set('Cache-Control', 'no-store');
  renderPublic(deps, res, view, { layout: 'plain', noindex: true, ...page });
};

export function askRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const throttle = createThrottle(deps, slug, perHour);
  const router = Router();
  router.use(askPath, readPublicForms(deps));

  const show = async (res: Response, typed: Typed, faults: Faults = {}, status = 422): Promise<void> => {
    if (Object.values(faults).some(Boolean)) res.status(status);
    const mark = readBegun(deps, typed.begun, now());
    renderOpen(deps, res, 'privacy-request/ask', {
      title: 'Demande au délégué à la protection des données',
      action: askPath,
      followPath,
      typed,
      error: faults,
      errors: errorLinks(faults, strangerFields),
      options: rightOptions,
      terms: await termsOn(db, dayOf(now())),
      token: isUuid(typed.token) ? typed.token : randomUUID(),
      begun: mark === 'fine' || mark === 'too-soon' ? typed.begun : markBegun(deps, now()),
    });
  };

  router.get(askPath, (_req, res) => show(res, {}));

  router.post(askPath, async (req, res) => {
    const typed = (req.body ?? {}) as Typed;
    const read = readStranger(typed);
    if (Object.keys(typed).some((name) => !known.has(name))) {
      return show(res, typed, { form: unknownField });
    }
    if (!read.ok) {
      return show(res, typed, read.faults);
    }
    const fault = await faultOfSending(req, typed);
    if (fault) {
      return show(res, typed, { form: fault.text }, fault.status);
    }
    const at = arrivedAt(res);
    await askAsStranger(db, { ...read.values, token: String(typed.token), at });
    const until = formatLongDate(await lastDayOfLink(db, at));
    renderOpen(deps, res, 'privacy-request/sent', { title: 'Confirmez votre demande', until });
  });

  /** Machines, and one who sends too often. */
  async function faultOfSending(req: Request, typed: Typed): Promise<{ status: number; text: string } | undefined> {
    if (!isUuid(typed.token)) return { status: 422, text: incomplete };
    if (typeof typed.site === 'string' && typed.site !== '')
      return { status: 422, text: 'Le champ « Laissez ce champ vide » est rempli : videz-le, puis envoyez à nouveau.' };
    const begun = readBegun(deps, typed.begun, now());
    if (begun !== 'fine') return { status: 422, text: begun === 'unknown' ? incomplete : 'Relisez, puis envoyez.' };
    return (await throttle.tryConsume(req.ip ?? ''))
      ? undefined
      : {
          status: 429,
          text: 'Trop de demandes viennent de cette connexion. Gardez cette page ouverte et envoyez dans une heure, ou écrivez au délégué par la poste.',
        };
  }

  const showLink = async (res: Response, token: unknown): Promise<void> => {
    const waiting = typeof token === 'string' ? await findWaiting(db, token, arrivedAt(res)) : undefined;
    if (!waiting) res.status(404);
    renderOpen(deps, res, 'privacy-request/confirm', {
      title: 'Confirmer votre demande',
      action: confirmPath,
      askPath,
      followPath,
      token: waiting && token,
      name: waiting && words.kinds[waiting.kind],
    });
  };
  router.get(confirmPath, (req, res) => showLink(res, req.query.token));
  router.post(confirmPath, async (req, res) => {
    const { token } = (req.body ?? {}) as Typed;
    const confirmed =
      typeof token === 'string'
        ? await confirm(db, { token, at: arrivedAt(res), labelOf: (kind) => words.kinds[kind] })
        : undefined;
    if (!confirmed) return showLink(res, undefined);
    if (confirmed.ring) deps.bell.ring(slug, confirmed.caseId, confirmed.reference);
    renderOpen(deps, res, 'privacy-request/confirmed', {
      title: 'Votre demande est enregistrée',
      code: confirmed.code,
      reference: confirmed.reference,
      terms: await termsOn(db, dayOf(now())),
      followPath,
    });
  });
  return router;
}
