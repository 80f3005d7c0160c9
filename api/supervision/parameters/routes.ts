/** Supervision › Règles › Paramètres: the values of any day, one parameter, and asking for another value from a day on. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../../db/audit.ts';
import { Parameter } from '../../../db/models/parameter.ts';
import { Scale } from '../../../db/models/scale.ts';
import { effectOfChange } from '../../../db/parameters/effect-of-change.ts';
import { findChanges } from '../../../db/parameters/find-changes.ts';
import { ChangeRefused, firstDayOfChange, proposeChange, versionOf } from '../../../db/parameters/propose-change.ts';
import { dayOf, isDay } from '../../../domain/calendar.ts';
import { readTyped } from '../../../domain/quantity.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { faultsIn, isFaulty, type Faults } from '../../forms/form.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { notFound } from '../../problems.ts';
import { calendarRoutes } from './calendar.ts';
import { changeRoutes } from './changes.ts';
import { sheetType } from '../../sheet.ts';
import { sheetOf } from './export.ts';
import { Envelope, faultsOfChange, ParameterForm, RemovalForm } from './parameter-form.ts';
import { parseFilter, presentList } from './parameter-list.ts';
import { presentParameter, type ParameterFile, type Typed } from './parameter-page.ts';
import { refusalOf } from './refusal.ts';
import { presentScales } from './scales.ts';
import { groupsOf } from './words.ts';

const incomplete: Faults = { form: 'Le formulaire était incomplet. Vérifiez-le, puis envoyez-le à nouveau.' };

export function parameterRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const groups = groupsOf(deps.procedures);
  const router = Router();
  router.use(changeRoutes(deps));
  router.use(calendarRoutes(deps));

  router.get('/supervision/parameters', async (req, res) => {
    const today = dayOf(now());
    const [values, waiting, scales] = await Promise.all([
      Parameter.query(db).modify('listed'),
      findChanges(db, getViewer(res)).modify('waiting', firstDayOfChange(now())),
      Scale.query(db).modify('inForce', today).withGraphFetched('bands(upwards)'),
    ]);
    renderPage(deps, req, res, 'supervision/parameters', {
      title: 'Paramètres',
      back: { href: '/supervision', label: 'à la supervision' },
      wide: true,
      ...presentList(groups, values, waiting, parseFilter(groups, req.query, today), today),
      waiting: waiting.length,
      scales: presentScales(scales),
    });
  });

  router.get('/supervision/parameters/export', async (_req, res) => {
    const viewer = getViewer(res);
    const values = await Parameter.query(db).modify('listed');
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'export',
      subject: 'parameters',
      subjectId: 'all',
    });
    res
      .attachment(`parametres-${dayOf(now())}.xlsx`)
      .type(sheetType)
      .send(await sheetOf(groups, values));
  });

  router.get('/supervision/parameters/:slug/:code', async (req, res) => {
    const { remove } = req.query;
    await show(deps, req, res, {
      typed: {},
      faults: {},
      ...(typeof remove === 'string' && isDay(remove) ? { remove } : {}),
    });
  });

  router.post('/supervision/parameters/:slug/:code', async (req, res) => {
    const viewer = getViewer(res);
    const at = now();
    const values = await valuesOf(deps, req);
    const [{ slug, code, unit }] = values;
    const { token: _token, version: _version, preview, remove, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const envelope = Envelope.safeParse(req.body ?? {});
    const first = firstDayOfChange(at);
    const removal = remove === undefined ? undefined : RemovalForm.safeParse({ ...typed, remove });
    const form = ParameterForm.safeParse(typed);
    const read = removal ?? form;
    const faults: Faults = {
      ...(envelope.success ? {} : incomplete),
      ...(removal ? {} : faultsOfChange(typed, values, first)),
      ...(read.success ? {} : faultsIn(read.error)),
    };
    const wished = typeof typed.value === 'string' ? readTyped(typed.value, unit) : undefined;
    const value = wished?.ok ? wished.value : undefined;
    if (!read.success || !envelope.success || isFaulty(faults) || preview !== undefined) {
      if (isFaulty(faults)) res.status(422);
      await show(deps, req, res, {
        typed,
        faults,
        ...(envelope.success ? { token: envelope.data.token } : {}),
        ...(value === undefined ? {} : { wanted: { value, unit } }),
        ...(typeof remove === 'string' && isDay(remove) ? { remove } : {}),
      });
      return;
    }
    const { reference, reason } = read.data;
    const rule = { rule: 'parameter', slug, code, reference, reason } as const;
    try {
      const id = await proposeChange(
        db,
        'value' in read.data
          ? { ...rule, effect: 'set', fromOn: read.data.fromOn, value: value ?? 0, source: read.data.source }
          : { ...rule, effect: 'remove', fromOn: read.data.remove },
        viewer,
        { token: envelope.data.token, seen: envelope.data.version, at },
      );
      leaveFlash(req, {
        kind: 'done',
        text: "Votre demande est enregistrée. Rien ne change avant qu'une autre personne de la supervision la confirme.",
      });
      res.redirect(303, `/supervision/parameters/changes/${id}`);
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error;
      const last = await findChanges(db, viewer)
        .where({ rule: 'parameter', key: `${slug}/${code}` })
        .first();
      throw refusalOf(error.code, { backHref: `/supervision/parameters/${slug}/${code}`, typed, last });
    }
  });
  return router;
}

type Values = ParameterFile['values'];
async function valuesOf({ db }: Dependencies, req: Request): Promise<Values> {
  const { slug, code } = req.params;
  const [first, ...rest] = await Parameter.query(db).modify('listed').where({ slug, code });
  if (!first) throw notFound();
  return [first, ...rest];
}

async function show(deps: Dependencies, req: Request, res: Response, given: Typed): Promise<void> {
  const { db, now } = deps;
  const groups = groupsOf(deps.procedures);
  const viewer = getViewer(res);
  const at = now();
  const today = dayOf(at);
  const values = await valuesOf(deps, req);
  const [parameter] = values;
  const key = `${parameter.slug}/${parameter.code}`;
  const [all, changes, version, effect] = await Promise.all([
    Parameter.query(db).modify('listed'),
    findChanges(db, viewer).where({ rule: 'parameter', key }),
    versionOf(db, 'parameter', key),
    effectOfChange(db, parameter, given.wanted, at),
  ]);
  const first = firstDayOfChange(at);
  renderPage(deps, req, res, 'supervision/parameter', {
    title: parameter.label,
    back: { href: '/supervision/parameters', label: 'aux paramètres' },
    wide: true,
    drafted: `/supervision/parameters/${key}`,
    ...presentParameter(viewer, { groups, values, changes, version, effect, today, first }, given),
    list: presentList(
      groups,
      all.filter(({ slug }) => slug === parameter.slug),
      changes.filter((change) => change.statusOn(first) === 'proposed'),
      { on: today },
      today,
      key,
    ),
  });
}
