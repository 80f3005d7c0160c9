/** Steps 1, 5, 6 and 7: the quarter, what was sent of its months, and what is joined. */
import type { Request, Response } from 'express';
import { sentAttendance } from '../../../db/attendance/sent.ts';
import { sentConsultations } from '../../../db/consultations/sent.ts';
import { listWaiting } from '../../../db/quarterly-subsidy/attachments.ts';
import { listQuarters } from '../../../db/quarterly-subsidy/list-quarters.ts';
import { loadMonth } from '../../../db/attendance/month.ts';
import { withdrawWaitingDocument } from '../../../db/cases/documents.ts';
import { ownedByCase } from '../../../db/save-document.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { totalsOf, type Counts, type Totals } from '../../../domain/attendance/month.ts';
import { monthInWords, quarterInWords } from '../../../domain/quarter.ts';
import { rowOf } from '../../../workflows/procedure.ts';
import { process } from '../../../workflows/quarterly-subsidy/process.ts';
import { capitalised, euros } from '../../../views/quarterly-subsidy/report-words.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { fileFieldShown, removedIn, takeFiles, takenText } from '../../documents/file-fields.ts';
import { leaveFlash } from '../../page.ts';
import { attachmentField } from './attachment-field.ts';
import { getEditable, type Quarter } from './context.ts';

export async function quarterView({ db }: Dependencies, { row, of, report }: Quarter): Promise<object> {
  const all = await listQuarters(db, [of.facilityId]);
  return {
    quarters: all.map(({ id, quarter, status }) => ({
      href: `/pro/${process.slug}/${id}/report/quarter`,
      label: quarterInWords(quarter),
      status: rowOf(process, status).label,
      isCurrent: id === row.id,
    })),
    chosen: quarterInWords(report.quarter),
  };
}

const counted = (counts: Counts): string => `${String(counts.days)} j - ${String(counts.halfDays)} ½j`;
export async function attendanceView({ db }: Dependencies, { of, readiness }: Quarter): Promise<object> {
  const sent = await sentAttendance(db, of.caseId);
  const months = [];
  for (const { month, attendance } of readiness.months) {
    const last = sent.get(month);
    const isSent = attendance.sent === 'sent';
    // What is not sent yet is told as it stands in the table.
    const totals: Totals | null = isSent
      ? (last?.totals ?? null)
      : totalsOf((await loadMonth(db, { facilityId: of.facilityId, month })).rows);
    months.push({
      label: capitalised(monthInWords(month)),
      badge: isSent
        ? { kind: 'done', text: `envoyées${last ? ` le ${formatShortDate(dayOf(last.at))}` : ''}` }
        : attendance.sent === 'reopened'
          ? { kind: 'due-late', text: "rouvertes par l'ONE" }
          : { kind: `${month}-31` < readiness.today ? 'due-late' : 'neutral', text: 'pas envoyées' },
      cells: totals
        ? [counted(totals.present), counted(totals.justified), counted(totals.unjustified)]
        : ['–', '–', '–'],
      href: `/pro/facilities/${of.facilityId}/attendance/${month}`,
      isSent,
    });
  }
  return { months, allSent: months.every(({ isSent }) => isSent) };
}

export async function consultationsView({ db }: Dependencies, { of, readiness }: Quarter): Promise<object> {
  const sent = await sentConsultations(db, of.caseId);
  const months = readiness.months.map(({ month, consultations }) => {
    const last = sent.get(month);
    const lines = last && !last.reopened ? last.lines : [];
    const isSent = consultations.sent === 'sent' && consultations.unsent === 0;
    return {
      label: capitalised(monthInWords(month)),
      fees: euros(lines.reduce((sum, line) => sum + line.cents.fees, 0)),
      travel: euros(lines.reduce((sum, line) => sum + line.cents.travel, 0)),
      badge: isSent
        ? { kind: 'done', text: `envoyées${last ? ` le ${formatShortDate(dayOf(last.at))}` : ''}` }
        : {
            kind: `${month}-31` < readiness.today ? 'due-soon' : 'neutral',
            text: consultations.sent === 'reopened' ? "rouvertes par l'ONE" : 'pas envoyées',
          },
      waiting: consultations.cents > 0 ? `${euros(consultations.cents)} pas encore signés` : undefined,
      href: `/pro/facilities/${of.facilityId}/consultations/${month}`,
      isSent,
    };
  });
  return { months, allSent: months.every(({ isSent }) => isSent) };
}

export async function attachmentsView({ db }: Dependencies, { of, mayEdit }: Quarter, fault?: string): Promise<object> {
  const waiting = await listWaiting(db, of.caseId);
  return {
    files: mayEdit ? [fileFieldShown(attachmentField, waiting, fault ? { [attachmentField.name]: fault } : {})] : [],
    documents: mayEdit ? [] : waiting.map(({ id, name, size }) => ({ href: `/documents/${id}`, name, size })),
  };
}

/** What is joined waits with the case until the request is submitted. */
export async function postAttachments(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, base, of } = await getEditable(deps, req, res);
  const taken = await takeFiles(deps, res, [attachmentField], ownedByCase(row));
  const removed = removedIn(req, await listWaiting(deps.db, of.caseId));
  if (removed)
    await withdrawWaitingDocument(deps.db, {
      caseId: row.id,
      id: removed.id,
      by: getViewer(res).userId,
      at: deps.now(),
    });
  const done = takenText(taken, removed !== undefined);
  const isOn = (req.body as { then?: unknown } | undefined)?.then === 'next';
  const fault = taken.faults[attachmentField.name];
  if (fault) leaveFlash(req, { kind: 'fault', text: [done, fault].filter(Boolean).join(' ') });
  else if (done) leaveFlash(req, { kind: 'done', text: done });
  res.redirect(303, isOn && !fault ? `${base}/report/submit` : `${base}/report/attachments`);
}
