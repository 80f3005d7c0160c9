/** A form sent by a script: with the token of the session, taken anew once where it has grown old; and why it was not taken. */

export type Refused = 'offline' | 'signed-out' | 'other-person' | 'sent' | 'refused';
/** A line that is dead and does not say so: what was sent may have arrived, and is sent again all the same. */
const longest = 20_000;

const saidBy = async (answer: Response): Promise<{ error?: string; token?: string }> =>
  answer.headers.get('content-type')?.startsWith('application/json')
    ? ((await answer.clone().json()) as { error?: string; token?: string })
    : {};

export function createPost(url: string, csrf: string): (fields: Record<string, string>) => Promise<Response> {
  let token = csrf;
  const post = async (fields: Record<string, string>, again = false): Promise<Response> => {
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: token, ...fields }),
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(longest),
    });
    if (answer.ok || again) return answer;
    const said = await saidBy(answer);
    if (said.error !== 'stale-token' || !said.token) return answer;
    token = said.token;
    return post(fields, true);
  };
  return (fields) => post(fields);
}

/** `offline`: to be tried again. `sent`: what one writes in was sent to ONE meanwhile. */
export async function whyRefused(answer: Response): Promise<Refused> {
  const { error } = await saidBy(answer);
  if (error === 'other-person' || error === 'sent') return error;
  if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return 'signed-out';
  return answer.status === 422 || answer.status === 404 ? 'refused' : 'offline';
}
