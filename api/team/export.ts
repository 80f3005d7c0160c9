/** « Exporter »: who works where, as the list shows it with the filters of its address; never a national number. What is changed there may be imported again. */
import { Router } from 'express';
import { findTeam } from '../../db/team/find-team.ts';
import { listMembers, mostExported } from '../../db/team/list-members.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { checkTeam } from '../../domain/staff/check-team.ts';
import { staffFunctions, staffLinks } from '../../domain/staff/functions.ts';
import { columnKeys, regimes, sheetName, type ColumnKey } from '../../domain/staff/sheet/columns.ts';
import type { Contract, Member, Team } from '../../domain/staff/team.ts';
import { harmless } from '../../domain/workbook.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendExport } from '../documents/send-export.ts';
import { getBody } from './bodies.ts';
import { drawnColumn } from './import/files.ts';
import { readListQuery } from './list-query.ts';

/** Without the column that nobody is ever shown. */
const columns = columnKeys.filter((key) => key !== 'niss');

export function teamExportRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get('/pro/team/export', async (req, res) => {
    const viewer = getViewer(res);
    const { body } = getBody(res, req.query.body);
    const today = dayOf(now());
    const scope = { organisingBodyId: body.id, ability: viewer.ability, today };
    const { filter, toCheck } = readListQuery(req.query);
    const team = await findTeam(db, scope);
    const among = toCheck
      ? { among: checkTeam(team, today).flatMap(({ collaborationId }) => collaborationId ?? []) }
      : {};
    const { page } = await listMembers(db, scope, { ...filter, ...among }, {}, mostExported);
    const shown = new Set(page.rows.map(({ id }) => id));
    const rows = team.members
      .filter(({ collaborationId }) => shown.has(collaborationId))
      .flatMap((member) => linesOf(member, filter));
    await sendExport(deps, res, {
      name: `equipe-${today}.xlsx`,
      workbook: {
        sheets: [
          {
            name: sheetName,
            columns: columns.map((key) => drawnColumn(key, team.facilities)),
            rows: rows.map((line, index) => ({
              number: index + 2,
              cells: columns.map((key) => ({ text: harmless(textOf(key, line, team)) })),
            })),
            headerRow: 1,
            lastRow: rows.length + 100,
          },
        ],
      },
      onBehalfOf: body.id,
      subject: 'team',
      subjectId: body.id,
      lines: rows.length,
    });
  });
  return router;
}

interface Line {
  member: Member;
  contract?: Contract;
}
/** A line for each contract that the filter looks at; one for who has none. */
function linesOf(member: Member, { facilityId, functionCode }: { facilityId?: string; functionCode?: string }): Line[] {
  const contracts = member.contracts.filter(
    (contract) =>
      (facilityId === undefined || contract.facilityId === facilityId) &&
      (functionCode === undefined || contract.function === functionCode),
  );
  return contracts.length === 0 ? [{ member }] : contracts.map((contract) => ({ member, contract }));
}

const decimal = (value: number | null | undefined): string => (value == null ? '' : String(value).replace('.', ','));
const day = (value: string | null | undefined): string => (value == null ? '' : formatShortDate(value));

function textOf(key: ColumnKey, { member, contract }: Line, { facilities }: Team): string {
  switch (key) {
    case 'niss':
      return '';
    case 'familyName':
      return member.familyName;
    case 'firstName':
      return member.firstName;
    case 'bornOn':
      return day(member.bornOn);
    case 'facility':
      return facilities.find(({ id }) => id === contract?.facilityId)?.name ?? '';
    case 'link':
      return contract ? staffLinks[contract.link].label : '';
    case 'function':
      return contract?.function ? staffFunctions[contract.function].label : '';
    case 'regime':
      return contract && (contract.percent ?? contract.weeklyHours) !== null ? regimes[contract.regime] : '';
    case 'time':
      return decimal(contract?.percent ?? contract?.weeklyHours);
    case 'employer':
      return contract?.employer ?? '';
    case 'fromOn':
      return day(contract?.fromOn);
    case 'toOn':
      return day(contract?.toOn);
    case 'reference':
      return contract?.id ?? '';
    default:
      return key satisfies never;
  }
}
