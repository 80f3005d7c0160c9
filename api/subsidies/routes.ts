/** The money of subsidies: tables of lump sums, payments, and what an operator receives. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { bonusRoutes } from './bonuses.ts';
import { lumpSumRoutes } from './lump-sums.ts';
import { paymentFileRoutes } from './payment-file.ts';
import { paymentRoutes } from './payments.ts';
import { recapRoutes } from './recap.ts';
import { scaleRoutes } from './scales.ts';

export const subsidyRoutes = (deps: Dependencies): Router =>
  Router().use(
    lumpSumRoutes(deps),
    scaleRoutes(deps),
    paymentRoutes(deps),
    paymentFileRoutes(deps),
    recapRoutes(deps),
    bonusRoutes(deps),
  );
