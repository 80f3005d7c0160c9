/** Writing what a facility says of its places: a line, « c'est toujours exact », « complet ». */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { FacilityRow } from '../../db/authorisations.ts';
import { confirmPlaces, removePeriod, savePeriod, sayFull } from '../../db/presentation/save-places.ts';
import { addMonths, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatPlainDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { ageGroups, type AgeGroup } from '../../domain/presentation/places.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { choice, optionalDay, requiredDay } from '../forms/inputs.ts';
import { count } from '../forms/numbers.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash } from '../page.ts';
import { notFound, Problem } from '../problems.ts';
import { presentationPath, type Open } from './open.ts';
import { readByParents } from './read-by-parents.ts';
import { showPresentation } from './page.ts';
import { excessFault, overlapFault } from './places-card.ts';

/** No authorisation of ONE counts more children at one place. */
const mostPlaces = 500;
/** Nobody plans further. */
const mostMonths = 36;

const Envelope = z.object({ key: id, version, then: z.enum(['save', 'remove']).default('save') });
const Period = z.strictObject({
  from: requiredDay('Encodez le jour à partir duquel les places sont libres'),
  until: optionalDay(),
  ageGroup: choice("Choisissez l'âge à l'entrée", Object.keys(ageGroups) as [AgeGroup, ...AgeGroup[]]),
  count: count('Encodez le nombre de places libres', { least: 1, most: mostPlaces }),
});
const Confirm = z.strictObject({ version });
const Full = z.strictObject({ version, until: optionalDay() });

type Find = (req: Request, res: Response) => Promise<FacilityRow>;

export function savePlacesRoutes(deps: Dependencies, find: Find): Router {
  const { db } = deps;
  const router = Router();
  const at = '/pro/facilities/:id/presentation';
  const writerOf = (res: Response, facility: FacilityRow) => ({ facility, viewer: getViewer(res), at: arrivedAt(res) });
  const done = async (req: Request, res: Response, facility: FacilityRow, text: string): Promise<void> => {
    leaveFlash(req, { kind: 'done', text: `${text} ${await readByParents(deps, facility.id)}` });
    res.redirect(303, `${presentationPath(facility.id)}#places`);
  };

  router.post(`${at}/places/:period`, async (req, res) => {
    const facility = await find(req, res);
    const rowId = req.params.period === 'new' ? undefined : req.params.period;
    if (rowId !== undefined && !isUuid(rowId)) throw notFound();
    const { key, version: seen, then, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const envelope = Envelope.safeParse({ key, version: seen, then });
    if (!envelope.success || (envelope.data.then === 'remove' && rowId === undefined))
      throw new Problem(422, 'form', { backHref: presentationPath(facility.id) });
    const open: Open = { form: 'period', rowId, key: envelope.data.key, version: envelope.data.version, typed };
    const writer = writerOf(res, facility);
    if (envelope.data.then === 'remove' && rowId !== undefined) {
      const removed = await removePeriod(db, writer, { id: rowId, version: envelope.data.version });
      if (removed.outcome === 'saved') await done(req, res, facility, 'La période est supprimée.');
      else await showElsewhere(req, res, facility, open, removed, 'remove');
      return;
    }
    const today = dayOf(writer.at);
    const form = Period.safeParse(typed);
    const faults = form.success ? faultsOfDays(form.data, today) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      await showPresentation(deps, req, res, facility, { ...open, faults: named(faults) });
      return;
    }
    const { count: places, ...days } = form.data;
    const period = { ...days, places };
    const saved = await savePeriod(db, writer, {
      id: rowId ?? envelope.data.key,
      version: rowId === undefined ? 0 : envelope.data.version,
      period,
    });
    switch (saved.outcome) {
      case 'overlap':
        await showPresentation(deps, req, res, facility, {
          ...open,
          faults: { from: overlapFault(period, saved.other) },
        });
        return;
      case 'excess':
        await showPresentation(deps, req, res, facility, { ...open, faults: { count: excessFault(saved, today) } });
        return;
      case 'changed-elsewhere':
        await showElsewhere(req, res, facility, open, saved);
        return;
      case 'saved':
        await done(req, res, facility, 'Vos places sont à jour.');
        return;
      default:
        saved satisfies never;
    }
  });

  router.post(`${at}/confirm`, async (req, res) => {
    const facility = await find(req, res);
    const form = Confirm.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form', { backHref: presentationPath(facility.id) });
    const saved = await confirmPlaces(db, writerOf(res, facility), form.data.version);
    if (saved.outcome === 'saved') await done(req, res, facility, "C'est noté : vos places sont toujours exactes.");
    else await showElsewhere(req, res, facility, undefined, saved);
  });

  router.post(`${at}/full`, async (req, res) => {
    const facility = await find(req, res);
    const { version: seen, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const form = Full.safeParse({ ...typed, version: seen });
    const writer = writerOf(res, facility);
    const today = dayOf(writer.at);
    const open: Open = { form: 'full', key: '', version: version.safeParse(seen).data, typed };
    const faults = form.success ? untilFaults(form.data.until, today) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      await showPresentation(deps, req, res, facility, { ...open, faults: named(faults) });
      return;
    }
    const { until } = form.data;
    const saved = await sayFull(db, writer, { seen: form.data.version, fullUntil: until });
    if (saved.outcome === 'changed-elsewhere') await showElsewhere(req, res, facility, open, saved);
    else await done(req, res, facility, fullText(until, saved.moved, saved.removed));
  });
  return router;

  async function showElsewhere(
    req: Request,
    res: Response,
    facility: FacilityRow,
    open: Open | undefined,
    { by, at: when, current }: { by: { name: string } | null; at: Instant | null; current: { version: number } | null },
    wanted: 'save' | 'remove' = 'save',
  ): Promise<void> {
    const who = by?.name ?? 'une autre personne';
    const told = `Les places ont été modifiées par ${who}${when === null ? '' : `, ${formatDateTime(when)}`}.`;
    const text = open
      ? wanted === 'remove'
        ? `${told} Rien n'est supprimé : relisez, puis supprimez encore si c'est toujours ce que vous voulez.`
        : `${told} Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.`
      : `${told} Relisez-les, puis confirmez.`;
    // A line that is no more is added anew.
    const again = open && { ...open, version: current?.version ?? 0, ...(current ? {} : { rowId: undefined }) };
    await showPresentation(deps, req, res, facility, again, text);
  }
}

/** What belongs to no field stands above them. */
const named = ({ form, ...faults }: Faults): Faults => ({ ...faults, ...(form ? { why: form } : {}) });

function faultsOfDays({ from, until }: { from: Day; until?: Day | undefined }, today: Day): Faults {
  if (from > addMonths(today, mostMonths) || from < addMonths(today, -120))
    return { from: "Vérifiez l'année de cette date" };
  if (until === undefined) return {};
  if (until < from) return { until: `La fin est avant le début, le ${formatPlainDate(from)}` };
  if (until < today) return { until: 'Cette période est déjà passée : les parents ne la verraient pas' };
  return until > addMonths(today, 2 * mostMonths) ? { until: "Vérifiez l'année de cette date" } : {};
}
function untilFaults(until: Day | undefined, today: Day): Faults {
  if (until === undefined) return {};
  if (until < today) return { until: "Écrivez une date à venir, ou laissez vide si vous ne savez pas jusqu'à quand" };
  return until > addMonths(today, mostMonths) ? { until: "Vérifiez l'année de cette date" } : {};
}

function fullText(until: Day | undefined, moved = 0, removed = 0): string {
  const said = until ? `Complet jusqu'au ${formatPlainDate(until)}.` : 'Aucune place disponible pour le moment.';
  const changes = [
    removed === 1 ? 'une période est retirée' : removed > 1 ? `${String(removed)} périodes sont retirées` : '',
    moved === 1
      ? 'une période commence le lendemain'
      : moved > 1
        ? `${String(moved)} périodes commencent le lendemain`
        : '',
  ].filter(Boolean);
  return changes.length > 0 ? `${said} De vos périodes, ${changes.join(' et ')}.` : said;
}
