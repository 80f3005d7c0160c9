/** The list of those who get a letter by post, for the envelopes: names and addresses, so each export stands in the audit. */
import { Router } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { listPostalReaders } from '../../db/newsletters/readers.ts';
import { addressLines } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { letterNames, letters } from '../../domain/newsletters.ts';
import { harmless } from '../../domain/workbook.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';

export function postListRoutes({ db, now }: Dependencies): Router {
  const router = Router();
  for (const letter of letters)
    router.get(`/office/newsletters/write/${letter}.xlsx`, async (_req, res) => {
      const { userId, acr } = getViewer(res);
      const today = dayOf(now());
      const listed = await listPostalReaders(db, letter, today);
      await recordAudit(db, {
        at: now(),
        actorId: userId,
        acr,
        event: 'export',
        subject: 'newsletter',
        subjectId: letter,
        change: { lines: { before: null, after: listed.length } },
      });
      await sendWorkbook(res, `${letter}-poste-${today}.xlsx`, {
        sheets: [
          {
            name: letterNames[letter],
            columns: [
              { header: 'Nom', width: 28 },
              { header: 'Pouvoir organisateur', width: 40 },
              { header: 'Rue, numéro, boîte', width: 40 },
              { header: 'Code postal et localité', width: 28 },
            ],
            rows: listed.map(({ name, body, ...address }, index) => ({
              number: index + 2,
              cells: [name, body, ...addressLines(address)].map((text) => ({ text: harmless(text) })),
            })),
            headerRow: 1,
            lastRow: listed.length + 1,
          },
        ],
      });
    });
  return router;
}
