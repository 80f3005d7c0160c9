/** The forms of the money of subsidies, to be spoilt. */
import { randomUUID } from 'node:crypto';
import type { Target } from '../kit/bad-input-targets.ts';

/** @param nobody an id that nothing has */
export function subsidyTargets(nobody: string): Target[] {
  const by = 'subsidy-manager';
  return [
    {
      route: '/office/lump-sums/new',
      url: '/office/lump-sums/new',
      by,
      fields: { quarter: '2026-3', regime: 'private', direction: '14850', pms: 'x', childcare: '11640', motive: '' },
      keeps: ['direction', 'motive'],
    },
    ...['publish', 'drop'].map(
      (what): Target => ({
        route: `/office/lump-sums/:id/${what}`,
        url: `/office/lump-sums/${nobody}/${what}`,
        by,
        fields: {},
        takesAnything: true,
      }),
    ),
    {
      route: '/office/bonuses/new',
      url: '/office/bonuses/new',
      by,
      fields: {
        token: randomUUID(),
        number: 'x',
        quarter: '2026-3',
        label: 'essai',
        cents: 'x',
        basis: 'essai',
        reference: 'x',
      },
      keeps: ['label', 'basis'],
    },
    ...['decide', 'drop'].map(
      (what): Target => ({
        route: `/office/bonuses/:id/${what}`,
        url: `/office/bonuses/${nobody}/${what}`,
        by,
        fields: { reason: '' },
        takesAnything: true,
      }),
    ),
    {
      route: '/office/payments/files',
      url: '/office/payments/files',
      by,
      fields: { token: randomUUID(), executionOn: 'x' },
      keeps: ['executionOn'],
    },
    ...['release', 'executed', 'reject', 'retry', 'drop'].map(
      (what): Target => ({
        route: `/office/payments/files/:id/${what}`,
        url: `/office/payments/files/${nobody}/${what}`,
        by,
        fields: { on: 'x', reason: '' },
        takesAnything: true,
      }),
    ),
  ];
}
