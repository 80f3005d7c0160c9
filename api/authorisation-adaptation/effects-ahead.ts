/** What a decision will change, and when: shown to the agent before, to the operator after. */
import type { Day } from '../../domain/calendar.ts';
import { addDays } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, administrationOf } from '../../domain/postcodes.ts';
import type { Outcome } from '../../workflows/authorisation-adaptation/contract.ts';
import type { Ahead } from '../cases/procedure-pages.ts';
import { contentAsked, type File } from './page-types.ts';

export function effectsAhead(
  file: File,
  decision: { outcome?: Outcome | 'acknowledged' | 'upheld-on-appeal'; effectiveOn?: Day; conditionsDueOn?: Day },
): Ahead[] {
  const { data } = file.row.state;
  const { outcome } = decision;
  const { otherOpenCases } = file.own;
  if (outcome === 'refuse')
    return [
      {
        text: `l'autorisation ne change pas ; l'opérateur a ${String(file.row.parameters.remedy?.value ?? 30)} jours pour remédier aux motifs du refus`,
      },
    ];
  if (outcome === 'confirm-refusal')
    return [
      {
        text: `l'autorisation ne change pas ; le refus est notifié par recommandé et un recours reste possible ${String(file.row.parameters.appeal?.value ?? 30)} jours à partir de la réception`,
      },
    ];
  if (outcome === 'no-measure') return [{ text: "l'autorisation ne change pas ; la mise en demeure est close" }];
  const day = decision.effectiveOn ?? data.effectiveOn ?? data.wishedOn;
  const on = formatLongDate(day);
  const asked = contentAsked(file) as {
    address?: { street: string; number: string; postcode: string; locality: string };
    capacity?: number;
  };
  const capacity =
    asked.capacity !== undefined && asked.capacity !== file.own.version.capacity
      ? `, ${String(asked.capacity)} places au lieu de ${String(file.own.version.capacity)}`
      : '';
  const effects: Ahead[] = [];
  const place = asked.address;
  switch (data.kind) {
    case 'permanent-move':
      effects.push({
        on,
        text: `nouvelle version de l'autorisation : ${place ? `${place.street} ${place.number}, ${place.postcode} ${place.locality}` : 'nouvelle adresse'}${capacity}`,
      });
      break;
    case 'temporary-move':
      effects.push({
        on,
        text: `autorisation à l'adresse temporaire${place ? `, ${place.street} ${place.number}, ${place.postcode} ${place.locality}` : ''}${capacity}, jusqu'au ${formatShortDate(data.plannedEndOn ?? day)}`,
      });
      break;
    case 'capacity-change':
      effects.push({ on, text: `nouvelle version de l'autorisation${capacity || ', capacité inchangée'}` });
      break;
    case 'end-of-activity':
      effects.push({ on, text: "l'autorisation prend fin à la demande de l'opérateur, le milieu d'accueil est fermé" });
      effects.push({
        on,
        text:
          otherOpenCases > 0
            ? `${String(otherOpenCases)} autre(s) demande(s) du milieu d'accueil sont annulées`
            : "aucune autre demande n'est ouverte pour ce milieu d'accueil",
      });
      break;
    case 'temporary-cessation':
      effects.push({
        on,
        text: `l'autorisation est suspendue à la demande de l'opérateur, jusqu'au ${formatShortDate(data.plannedEndOn ?? day)}`,
      });
      break;
    case 'return-to-premises':
      effects.push({ on, text: "l'autorisation reprend l'adresse et la capacité d'avant la période temporaire" });
      effects.push({ on, text: 'la période temporaire liée est clôturée' });
      break;
    case 'suspension':
      effects.push({
        on,
        text:
          outcome === 'upheld-on-appeal'
            ? 'la suspension est levée'
            : "l'autorisation est suspendue par l'ONE : plus aucun enfant ne peut être accueilli",
      });
      break;
    case 'withdrawal-by-one':
      effects.push({
        on,
        text:
          outcome === 'upheld-on-appeal'
            ? "l'autorisation est rétablie"
            : "l'autorisation est retirée, le milieu d'accueil est fermé, ses autres demandes sont annulées",
      });
      break;
    case 'lifting-of-suspension':
      effects.push({ on, text: "la suspension est levée, l'autorisation est rétablie" });
      break;
    default:
      data.kind satisfies never;
  }
  const towards = place ? administrationOf(place.postcode) : undefined;
  if (towards && towards !== file.row.administration)
    effects.push({ on, text: `le dossier passe à l'${administrationNames[towards].replace(/^A/, 'a')}` });
  if (data.kind === 'temporary-move' || data.kind === 'temporary-cessation') {
    const { 'return-first-reminder': first, 'return-second-reminder': second } = file.row.parameters;
    effects.push({
      text: `rappels de la fin prévue ${String(first?.value ?? 30)} et ${String(second?.value ?? 7)} jours avant`,
    });
    if (data.plannedEndOn)
      effects.push({
        on: formatLongDate(addDays(data.plannedEndOn, 1)),
        text: "sans réintégration ni prolongation, une tâche s'ouvre pour le ou la référent·e accueil",
      });
  }
  if (outcome === 'grant-with-conditions' && decision.conditionsDueOn)
    effects.push({ on: formatLongDate(decision.conditionsDueOn), text: 'vérification des conditions' });
  return effects;
}
