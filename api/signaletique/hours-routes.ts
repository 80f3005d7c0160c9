/** Opening hours are validated, copied from Monday, given a second period a day, or taken back where they have not begun. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { saveSection, type Elsewhere } from '../../db/sheet-sections.ts';
import { hoursDropped, hoursWritten } from '../../db/signaletique/hours.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { shownDay, version } from '../forms/envelope.ts';
import { forbidden, Problem } from '../problems.ts';
import { hasTwo, readWeek, withMondayCopied } from './hours-form.ts';
import { hoursKey, isAfterSchool, type Open } from './open.ts';
import { again, done, getWritable, subjectOf, tellElsewhere } from './found.ts';
import { ofFacility } from './section.ts';
import { showSheet } from './sheet-page.ts';

const Envelope = z.object({
  version,
  then: z.enum(['save', 'copy-monday', 'twice', 'remove']).default('save'),
  /** The first day of the version that the page showed. */
  shown: shownDay.optional(),
});

const elsewhere =
  "L'horaire d'un lieu d'accueil extrascolaire s'encode sur sa page, sous « Accueil extrascolaire › Lieux » : on y lit ce qu'il change aux présences avant de valider.";

export async function postHours(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const found = await getWritable(deps, req, res, 'facility');
  const { context, base } = found;
  if (isAfterSchool(context)) throw forbidden(elsewhere);
  const {
    version: seen,
    then,
    page: _page,
    opened: _opened,
    shown,
    ...typed
  } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse({ version: seen, then, shown });
  if (!envelope.success) throw new Problem(422, 'form', { backHref: base });
  const { version: opened, then: button, shown: from } = envelope.data;
  const week = { hours: ofFacility(context).hours, today: context.today, shown: from };
  const open: Open = { key: hoursKey, typed, version: opened, from, twice: hasTwo(typed) };
  if (button === 'copy-monday' || button === 'twice') {
    const drawn = button === 'twice' ? { twice: true } : { typed: withMondayCopied(typed) };
    await showSheet(deps, req, res, { ...found, open: { ...open, ...drawn } });
    return;
  }
  const writing = { facilityId: context.sheet.id, by: getViewer(res).userId, at: deps.now() };
  const save = (elsewhere: Elsewhere) =>
    saveSection(
      deps.db,
      {
        subject: subjectOf(context.sheet),
        section: hoursKey,
        data: {},
        version: opened,
        viewer: getViewer(res),
        at: writing.at,
      },
      elsewhere,
    );
  if (button === 'remove') {
    // Its button stands on the form of one version: without its day, nothing says which one is meant.
    if (from === undefined) throw new Problem(422, 'form', { backHref: base });
    if (from <= context.today) {
      await again(deps, req, res, found, { ...open, faults: { form: hasBegun(from) } });
      return;
    }
    const gone = await save(hoursDropped(writing, from));
    if (gone.outcome === 'changed-elsewhere') await tellElsewhere(deps, req, res, found, open, gone, 'remove');
    else done(req, res, base, hoursKey, "L'horaire à venir est supprimé.");
    return;
  }
  const read = readWeek(typed, week);
  if (!read.ok) {
    await again(deps, req, res, found, { ...open, faults: read.faults });
    return;
  }
  const saved = await save(hoursWritten(writing, { validFrom: read.validFrom, week: read.week, words: null }));
  if (saved.outcome === 'changed-elsewhere') await tellElsewhere(deps, req, res, found, open, saved);
  else
    done(
      req,
      res,
      base,
      hoursKey,
      `Vos heures sont enregistrées. Elles valent ${read.validFrom > context.today ? `à partir du ${formatLongDate(read.validFrom)}` : 'dès maintenant'}.`,
    );
}

const hasBegun = (from: Day): string =>
  `Ces heures valent depuis le ${formatLongDate(from)} : elles ne se suppriment plus. Écrivez celles qui les remplacent, et à partir de quel jour`;
