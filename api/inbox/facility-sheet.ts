/** What the page of one facility shows at ONE: what it is, who answers for it, its versions and its cases. */
import { asOpening } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { FacilitySheet } from '../../db/inbox/facilities.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { dueBadge } from '../../views/helpers.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { roleNames } from '../../workflows/roles.ts';
import { facilityKindLabel, statusLabel } from '../authorisation/words.ts';
import { casePath } from '../cases/case-context.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { replacing } from '../contact.ts';
import { getProcedure, nameOfCase } from '../procedure-words.ts';
import { statusOf } from './facility-table.ts';

export function presentSheet(
  procedures: readonly AnyProcedurePages[],
  viewer: Viewer,
  { facility, versions, cases, agents }: FacilitySheet,
  today: Day,
) {
  const current = versions.find(({ valid_from: from }) => from <= today);
  const openings = procedures.flatMap(({ process: { slug }, opensAtOne = [] }) =>
    opensAtOne.filter(
      ({ action, kinds }) =>
        (kinds?.includes(facility.kind) ?? true) && viewer.ability.can(action, asOpening(slug, facility)),
    ),
  );
  return {
    title: facility.name,
    back: { href: '/office/facilities', label: "aux milieux d'accueil" },
    line: [
      facilityKindLabel[facility.kind],
      `n° ${facility.number}`,
      current ? `${current.postcode} ${current.locality}` : undefined,
    ]
      .filter(Boolean)
      .join(' · '),
    badge: facility.closed_on
      ? { kind: 'neutral', text: `fermé depuis le ${formatShortDate(facility.closed_on)}` }
      : current && statusOf(current.status),
    openings: facility.closed_on
      ? []
      : openings.map(({ label, href }) => ({ label, href: href(facility), kind: 'plain' })),
    identification: [
      { label: 'Type', value: facilityKindLabel[facility.kind] },
      { label: 'Numéro', value: facility.number },
      { label: 'Adresse', value: current ? formatAddress(current) : undefined },
      { label: 'Capacité autorisée', value: current ? `${String(current.capacity)} places` : undefined },
      ...(current?.conditions ? [{ label: 'Conditions', value: current.conditions }] : []),
      { label: 'Téléphone', value: facility.phone },
      { label: 'Courriel', value: facility.email },
      { label: 'Administration', value: administrationNames[facility.administration as Administration] },
    ],
    body: [
      { label: 'Nom', value: facility.body_name },
      {
        label: 'Numéro BCE',
        value: facility.enterprise_number ? formatEnterpriseNumber(facility.enterprise_number) : undefined,
      },
      {
        label: 'Adresse',
        value: formatAddress({
          street: facility.body_street,
          number: facility.body_number,
          box: facility.body_box,
          postcode: facility.body_postcode,
          locality: facility.body_locality,
        }),
      },
      { label: 'Téléphone', value: facility.body_phone },
      { label: 'Courriel', value: facility.body_email },
    ],
    contacts: agents.map((agent) => ({
      label: roleNames[agent.role as keyof typeof roleNames],
      values: [`${agent.name}${replacing(agent)}`, agent.email],
    })),
    // What is asked about the sheet itself stands beside it.
    corrections: cases
      .filter((row) => row.slug === 'data-correction' && row.closed_at === null)
      .map((row) => ({
        what: nameOfCase(procedures, row),
        href: `/office/${row.slug}/${row.id}`,
        where: `${row.reference}, demandée le ${formatShortDate(dayOf(row.opened_at))}`,
        badge: { kind: 'at-one', text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
      })),
    cases:
      cases.length > 0
        ? {
            caption: 'Dossiers',
            hideCaption: true,
            stack: true,
            dense: true,
            columns: [
              { label: 'Dossier' },
              { label: 'Où en est-il ?' },
              { label: 'Prochaine date' },
              { label: 'Ouvert le', nowrap: true },
            ],
            rows: cases.map((row) => ({
              cells: [
                {
                  text: nameOfCase(procedures, row),
                  sub: row.reference,
                  href: `/office/${row.slug}/${row.id}`,
                },
                { text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
                row.closed_at === null && row.due_on ? { badge: dueBadge(row.due_on, today) } : { text: '–' },
                { text: formatShortDate(dayOf(row.opened_at)) },
              ],
            })),
          }
        : undefined,
    versions: versions.map((version) => ({
      kind: version.valid_from > today ? 'next' : undefined,
      when: `${version.valid_from > today ? 'à partir du' : 'depuis le'} ${formatLongDate(version.valid_from)}`,
      what: statusLabel[version.status],
      text: `${formatAddress(version)} · ${String(version.capacity)} places${version.planned_end_on ? ` · fin prévue le ${formatShortDate(version.planned_end_on)}` : ''}`,
      ...linkTo(cases.find(({ id: caseId }) => caseId === version.case_id)),
    })),
  };
}
const linkTo = (row: { slug: string; id: string } | undefined): object =>
  row ? { href: casePath('office', row), linkText: 'Voir le dossier' } : {};
