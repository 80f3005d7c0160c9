/**
 * An order of credit transfers to a bank, as ISO 20022 pain.001.001.09 (customer credit transfer initiation) in SEPA. Pure; whoever makes one
 * has it checked against the schema (`pain.001.001.09.xsd`, beside).
 */
import { sepaText } from './text.ts';
import type { Day } from '../../calendar.ts';

export interface Party {
  name: string;
  /** Without separators. */
  iban: string;
  bic?: string | null;
}
export interface Transfer {
  /** At most 35 characters; comes back with the answer of the bank. */
  endToEndId: string;
  cents: number;
  to: Party;
  /** What the operator reads on the statement. */
  communication: string;
}
export interface PaymentOrder {
  messageId: string;
  /** « 2026-11-23T10:00:00Z » */
  createdAt: string;
  /** Day on which the bank is to execute it. */
  executionOn: Day;
  from: Party;
  transfers: readonly Transfer[];
}
export interface Control {
  count: number;
  cents: number;
}
export const controlOf = (transfers: readonly Pick<Transfer, 'cents'>[]): Control => ({
  count: transfers.length,
  cents: transfers.reduce((sum, { cents }) => sum + cents, 0),
});

/** @throws for an order without transfers, or an amount that is no positive number of cents: a mistake of the program */
export function pain001({ messageId, createdAt, executionOn, from, transfers }: PaymentOrder): string {
  if (transfers.length === 0 || transfers.some(({ cents }) => !Number.isInteger(cents) || cents <= 0))
    throw new Error('a payment order of nothing');
  const { count, cents } = controlOf(transfers);
  const control = tag('NbOfTxs', String(count)) + tag('CtrlSum', formatCents(cents));
  const ordering = tag('Nm', text(from.name, 70));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${wrap(
    'Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"',
    wrap(
      'CstmrCdtTrfInitn',
      wrap(
        'GrpHdr',
        tag('MsgId', text(messageId, 35)) + tag('CreDtTm', createdAt) + control + wrap('InitgPty', ordering),
      ) +
        wrap(
          'PmtInf',
          tag('PmtInfId', text(messageId, 35)) +
            tag('PmtMtd', 'TRF') +
            tag('BtchBookg', 'true') +
            control +
            wrap('PmtTpInf', wrap('SvcLvl', tag('Cd', 'SEPA'))) +
            wrap('ReqdExctnDt', tag('Dt', executionOn)) +
            wrap('Dbtr', ordering) +
            wrap('DbtrAcct', account(from)) +
            wrap('DbtrAgt', agent(from)) +
            tag('ChrgBr', 'SLEV') +
            transfers.map(transfer).join(''),
        ),
    ),
  )}`;
}

const transfer = ({ endToEndId, cents, to, communication }: Transfer): string =>
  wrap(
    'CdtTrfTxInf',
    wrap('PmtId', tag('EndToEndId', text(endToEndId, 35))) +
      wrap('Amt', `<InstdAmt Ccy="EUR">${formatCents(cents)}</InstdAmt>`) +
      (to.bic ? wrap('CdtrAgt', agent(to)) : '') +
      wrap('Cdtr', tag('Nm', text(to.name, 70))) +
      wrap('CdtrAcct', account(to)) +
      wrap('RmtInf', tag('Ustrd', text(communication, 140))),
  );
const account = ({ iban }: Party): string => wrap('Id', tag('IBAN', escape(iban)));
const agent = ({ bic }: Party): string =>
  wrap('FinInstnId', bic ? tag('BICFI', escape(bic)) : wrap('Othr', tag('Id', 'NOTPROVIDED')));

/** « 1234.05 », without a fraction that binary numbers would spoil. */
const formatCents = (cents: number): string =>
  `${String(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')}`;
const text = (value: string, most: 35 | 70 | 140): string => escape(sepaText(value, most));
const escape = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const tag = (name: string, value: string): string => `<${name}>${value}</${name}>`;
const wrap = (name: string, within: string): string => `<${name}>${within}</${name.split(' ')[0] ?? name}>`;
