/** The forms of the commission d'agrément, to be spoilt. */
import type { Target } from '../kit/bad-input-targets.ts';

/** @param nobody an id that nothing has */
export function commissionTargets(nobody: string): Target[] {
  const by = 'aes-referent';
  const at = '/office/commission/:id';
  const onNothing = (what: string, fields: Record<string, string>, person = by): Target => ({
    route: `${at}/${what}`,
    url: `/office/commission/${nobody}/${what.replace(':case', nobody)}`,
    by: person,
    fields: { version: '1', ...fields },
    takesAnything: true,
  });
  return [
    {
      route: '/office/commission/new',
      url: '/office/commission/new',
      by,
      fields: { token: nobody, heldOn: '15/12/2020', heldAt: '9:30', place: 'Salle Horta' },
      keeps: ['place', 'heldAt'],
    },
    onNothing('edit', { heldOn: '15/12/2030', heldAt: '9:30', place: 'Salle Horta' }),
    onNothing('cancel', { why: 'Quorum' }),
    onNothing('add', { cases: nobody }),
    onNothing('remove', { case: nobody }),
    onNothing('order', { case: nobody, direction: 'up' }),
    onNothing('close-agenda', {}),
    onNothing('open-agenda', {}),
    onNothing('minutes', { present: 'A. Lambert' }),
    onNothing('minutes/:case', { opinion: 'renew', reasons: 'Vu.' }),
    onNothing('close', { next: '' }),
    onNothing('sign', {}, 'atl-director'),
  ];
}
