/** A schedule is copied from elsewhere, previewed, validated; one to come is taken back. What it changes is shown before it is validated. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { scheduleDropped, scheduleWritten } from '../../db/after-school/save-schedule.ts';
import { listScheduleSources } from '../../db/after-school/schedule-sources.ts';
import type { FacilityRow } from '../../db/authorisations.ts';
import { saveSection, type Elsewhere } from '../../db/sheet-sections.ts';
import { listHours } from '../../db/signaletique/find-sheet.ts';
import { hoursSection } from '../../db/signaletique/hours.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { hoursOn } from '../../domain/signaletique/opening-hours.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { digest, id, shownDay, version } from '../forms/envelope.ts';
import { leaveFlash } from '../page.ts';
import { Problem } from '../problems.ts';
import { getChangeable, placePath } from './place.ts';
import { readSchedule, weekTyped, withFirstDayCopied } from './schedule-form.ts';
import { digestOf, drawSchedule, type OpenSchedule } from './schedule-page.ts';

const Envelope = z.object({
  version,
  then: z.enum(['save', 'preview', 'copy-current', 'copy-place', 'copy-day', 'remove']).default('save'),
  /** The version to come that the page showed. */
  shown: shownDay.optional(),
  /** The schedule whose effect the page showed. */
  seen: digest.or(z.literal('')).optional(),
  source: id.or(z.literal('')).optional(),
});

export async function postSchedule(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getChangeable(deps, req, res);
  const backHref = placePath(facility.id);
  const { version: v, then: t, shown: s, seen: e, source: o, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse({ version: v, then: t, shown: s, seen: e, source: o });
  if (!envelope.success) throw new Problem(422, 'form', { backHref });
  const { version: opened, then, shown, seen, source } = envelope.data;
  const open: OpenSchedule = { shown, version: opened, typed };
  const again = (more: Partial<OpenSchedule>, status = 200): Promise<void> => {
    res.status(status);
    return drawSchedule(deps, req, res, facility, { ...open, ...more });
  };
  const hours = await listHours(deps.db, facility.id);
  const context = { hours, today: dayOf(deps.now()), shown };
  switch (then) {
    case 'copy-current':
      return again({ typed: { ...typed, ...weekTyped(hoursOn(hours, context.today)?.week ?? {}) } });
    case 'copy-day':
      return again({ typed: withFirstDayCopied(typed) });
    case 'copy-place':
      return copyPlace(deps, res, facility, { source, typed, today: context.today, again });
    case 'remove':
      if (shown === undefined) throw new Problem(422, 'form', { backHref });
      return remove(deps, req, res, facility, { shown, opened, today: context.today, again });
    case 'preview': {
      const read = readSchedule(typed, context);
      return read.ok ? again({ isPreview: true }) : again({ faults: read.faults }, 422);
    }
    case 'save':
      break;
    default:
      then satisfies never;
  }
  const read = readSchedule(typed, context);
  if (!read.ok) return again({ faults: read.faults }, 422);
  if (seen !== digestOf(read.validFrom, read.week)) return again({ isPreview: true });
  const { validFrom, week, comment, reason } = read;
  // One that has begun stays: it is said, as when one takes it back.
  if (shown !== undefined && shown !== validFrom && shown <= context.today) return again({}, 409);
  const writing = { facilityId: facility.id, by: getViewer(res).userId, at: deps.now() };
  const elsewhere = scheduleWritten(writing, {
    validFrom,
    week,
    instead: shown,
    comment,
    reason: validFrom < context.today ? reason : null,
  });
  const saved = await save(deps, res, facility, opened, elsewhere);
  if (saved.outcome === 'changed-elsewhere') return again(toldElsewhere(saved, 'save'), 409);
  leaveFlash(req, {
    kind: 'done',
    text: `L'horaire est enregistré. Il vaut ${validFrom > context.today ? `à partir du ${formatLongDate(validFrom)}` : validFrom === context.today ? 'dès maintenant' : `depuis le ${formatLongDate(validFrom)}`}. Votre agent en est averti·e.`,
  });
  res.redirect(303, backHref);
}

const save = (deps: Dependencies, res: Response, facility: FacilityRow, seen: number, elsewhere: Elsewhere) =>
  saveSection(
    deps.db,
    {
      subject: { kind: 'facility', id: facility.id, organisingBodyId: facility.organising_body_id },
      section: hoursSection,
      data: {},
      version: seen,
      viewer: getViewer(res),
      at: deps.now(),
    },
    elsewhere,
  );

type Again = (more: Partial<OpenSchedule>, status?: number) => Promise<void>;

async function copyPlace(
  deps: Dependencies,
  res: Response,
  { id: but, organising_body_id: bodyId }: FacilityRow,
  {
    source,
    typed,
    today,
    again,
  }: { source: string | undefined; typed: Record<string, unknown>; today: Day; again: Again },
): Promise<void> {
  const sources = await listScheduleSources(deps.db, getViewer(res).ability, { bodyId, but, today });
  const chosen = sources.find(({ id: each }) => each === source);
  if (!chosen) return again({ faults: { source: 'Choisissez le lieu dont vous copiez l’horaire' } }, 422);
  return again({ typed: { ...typed, ...weekTyped(chosen.week) } });
}

async function remove(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  { shown, opened, today, again }: { shown: Day; opened: number; today: Day; again: Again },
): Promise<void> {
  if (shown <= today) {
    leaveFlash(req, {
      kind: 'warning',
      text: `Cet horaire vaut depuis le ${formatLongDate(shown)} : il ne se retire plus. Écrivez celui qui le remplace, et à partir de quel jour.`,
    });
    res.redirect(303, placePath(facility.id));
    return;
  }
  const writing = { facilityId: facility.id, by: getViewer(res).userId, at: deps.now() };
  const gone = await save(deps, res, facility, opened, scheduleDropped(writing, shown));
  if (gone.outcome === 'changed-elsewhere') return again(toldElsewhere(gone, 'remove'), 409);
  leaveFlash(req, { kind: 'done', text: "L'horaire à venir est retiré. Votre agent en est averti·e." });
  res.redirect(303, placePath(facility.id));
}

const toldElsewhere = (
  { by, at }: { by: { name: string } | null; at: number | null },
  wanted: 'save' | 'remove',
): Partial<OpenSchedule> => ({
  // Who saves now has read what stands.
  version: undefined,
  elsewhere: `Les horaires ont été modifiés entre-temps${by ? ` par ${by.name}` : ''}${at ? `, ${formatDateTime(at)}` : ''} : ceux de ce lieu sont à droite, tels qu'ils sont maintenant. ${wanted === 'save' ? 'Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour laisser ce qui est.' : "Rien n'est retiré : relisez, puis retirez encore si c'est toujours ce que vous voulez."}`,
});
