/** A month as ONE reads it: what is encoded, and after a reopening what differs from what was sent. */
import { Router } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { isEmpty } from '../../domain/attendance/check-month.ts';
import { readCode } from '../../domain/attendance/codes.ts';
import { presentByDay, totalsOf } from '../../domain/attendance/month.ts';
import { dayInWords, letterOf } from '../../domain/attendance/weeks.ts';
import { daysOfMonth } from '../../domain/quarter.ts';
import { childName, codeClass, shown } from '../../views/attendance/words.ts';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { differenceTable, findDifferences } from './differences.ts';
import { getMonth, loadWithRules } from './month-context.ts';
import { titleOf } from './month-page.ts';
import { standingOf } from './standing.ts';
import { auditOf } from './week.ts';

export function officeRoutes(deps: Dependencies): Router {
  const router = Router();

  router.get('/office/facilities/:id/attendance/:month', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const { state, creche, month, facilityId } = context;
    const { encoded, rules } = await loadWithRules(deps, context);
    await recordAudit(deps.db, auditOf(deps, res, context, 'consult'));
    const rows = encoded.rows.filter((row) => !isEmpty(row));
    const present = presentByDay(rows, 31);
    const differences =
      state.sent === 'reopened' && state.case
        ? await findDifferences(deps.db, { caseId: state.case.id, month, rows: encoded.rows })
        : undefined;
    const caseHref = state.case && `/office/quarterly-subsidy/${state.case.id}`;
    renderPage(deps, req, res, 'attendance/read', {
      title: titleOf(month),
      about: creche.name,
      wide: true,
      styles: ['styles/attendance.css'],
      back: caseHref
        ? { href: caseHref, label: 'à la demande' }
        : { href: `/office/facilities/${facilityId}`, label: "au milieu d'accueil" },
      line: [creche.name, creche.locality, state.case?.reference].filter(Boolean).join(' · '),
      standing: standingOf(context, rows.length),
      reopenHref: state.sent === 'sent' && caseHref ? `${caseHref}/reopen-attendance?month=${month}` : undefined,
      differences: differences && { count: differences.length, table: differenceTable(differences) },
      places: rules.places,
      days: daysOfMonth(month).map((day, index) => ({
        letter: letterOf(day),
        words: dayInWords(day),
        day: index + 1,
        closed: rules.closedDays.has(day),
        present: String(present[index] ?? 0).replace('.', ','),
        over: rules.places > 0 && (present[index] ?? 0) > rules.places,
      })),
      rows: rows.map((row) => {
        const totals = totalsOf([row]).present;
        return {
          name: childName(row),
          total: String(totals.days + totals.halfDays / 2).replace('.', ','),
          cells: daysOfMonth(month).map((day, index) => {
            const text = row.cells[index] ?? '';
            const code = readCode(text);
            return {
              text: shown(text),
              kind: [rules.closedDays.has(day) ? 'weekend' : '', code === undefined ? 'wrong' : code && codeClass[code]]
                .filter(Boolean)
                .join(' '),
            };
          }),
        };
      }),
    });
  });
  return router;
}
