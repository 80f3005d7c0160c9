/** The nightly round that takes the head of the chain out of the database: a signed file in other storage, and a mail to the DPO. */
import { createTransport } from 'nodemailer';
import type { Database } from '../db/connect.ts';
import { leaveHeads, readPrivateKey, type SignedStatement } from '../db/heads.ts';
import { formatLongDate } from '../domain/french-dates.ts';
import type { Config } from '../domain/config/read-config.ts';
import type { Instant } from '../domain/calendar.ts';
import type { RoundActivities } from '../workflows/sweep.ts';

type Where = Pick<Config, 'mode' | 'chainKeyFile' | 'chainDir' | 'dpoEmail' | 'smtpUrl' | 'mailFrom'>;

/** @throws Error in production, when there is nowhere to leave it */
export function createHeadRound({
  db,
  config: { mode, chainKeyFile, chainDir, dpoEmail, smtpUrl, mailFrom },
  now,
}: {
  db: Database;
  config: Where;
  now: () => Instant;
}): Pick<RoundActivities, 'leaveHeads'> {
  if (mode === 'production' && !(chainKeyFile && chainDir && dpoEmail))
    throw new Error('CHAIN_KEY_FILE, CHAIN_DIR et DPO_EMAIL sont exigés du worker en production (voir .env.example).');
  return {
    async leaveHeads() {
      if (!chainKeyFile || !chainDir) return 0;
      const signed = await leaveHeads({ db, dir: chainDir, key: await readPrivateKey(chainKeyFile), at: now() });
      if (dpoEmail) await tell(signed, { to: dpoEmail, from: mailFrom, smtpUrl });
      return signed.statement.cases;
    },
  };
}

/** Digests and counts only: whoever reads the mail learns nothing about a case. */
async function tell(signed: SignedStatement, { to, from, smtpUrl }: { to: string; from: string; smtpUrl: string }) {
  const { on, cases, acts, heads } = signed.statement;
  const transport = createTransport(smtpUrl);
  try {
    await transport.sendMail({
      from,
      to,
      subject: `Pro.ONE : témoin des actes du ${on}`,
      text: [
        `Témoin des actes de Pro.ONE au ${formatLongDate(on)} : ${String(cases)} dossiers, ${String(acts)} actes.`,
        `Empreinte des dossiers : ${heads}`,
        '',
        'À conserver. « npm run verify-acts » compare la base à ce témoin : un acte récrit ou retiré depuis ne concorde plus.',
        '',
        JSON.stringify(signed, null, 2),
        '',
      ].join('\n'),
      messageId: `<heads.${on}@pro-one>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  } finally {
    transport.close();
  }
}
