/** What people, browsers, scanners and attackers send. Kept as code: what each is stands beside it. */

/** For any text field, and for what stands in an address. */
export const texts: readonly string[] = [
  '<script>window.__xss=1</script>', '"><img src=x onerror=alert(1)>', "'-alert(1)-'", '<svg/onload=alert(1)>', 'javascript:alert(1)', '</textarea><script>alert(1)</script>', '</title><script>1</script>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>', '<iframe srcdoc="<script>1</script>">', '<math><mtext></form><form><mglyph><style></math><img src onerror=1>', '&lt;script&gt;', '<!--', ']]>', '%3Cscript%3E',
  '{{7*7}}', '{{{this}}}', '{{constructor}}', '{{#with "s" as |s|}}{{s.sub.apply}}{{/with}}', '${7*7}', '#{7*7}', '<%= 7*7 %>',
  "' or 1=1 --", "'; drop table cases; --", "') or ('1'='1", '1 union select null', "'||pg_sleep(5)||'", '\\', "\\'", '$1', '?', '??', ':id', '%', '_', '%%%',
  '=cmd|\'/c calc\'!A0', '+1+1', '-1+1', '@SUM(1+1)', '\t=1+1',
  '../../etc/passwd', '..\\..\\windows', '/etc/passwd%2500', 'file:///etc/passwd', 'http://169.254.169.254/', '//evil.example', 'CON', '.', '..',
  'a\r\nSet-Cookie: x=1', 'a\r\nBcc: x@evil.example', 'a\nb', '\u2028\u2029', '\u202Eetxt.exe', '\u200B\u200D\uFEFF', '\u0001\u0007\u001b[31m', 'é e\u0301 ﬁ ', '🧒🏽👩‍👩‍👧‍👦', 'ﷺ'.repeat(50), 'Z͑ͫ̓ͪ̂ͫ̽a',
  'null', 'undefined', 'true', 'NaN', 'Infinity', '-0', '0x10', '1e9', '1e400', '99999999999999999999', '-1', '0', ' ', '31/02/2027', '00/00/0000', '29/02/2027', '01/01/10000', '9999-12-31', '2027-01-01T00:00:00Z',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '[object Object]', '{"a":1}', '[]', '00000000-0000-0000-0000-000000000000', 'A'.repeat(300), 'a'.repeat(25_000), `${'a '.repeat(4_000)}!`, '1'.repeat(400), '@'.repeat(3_000),
];

/** Whole bodies, urlencoded. `F` stands for the name of a field of the form. */
export const bodies: readonly string[] = [
  '', '&', '=', '&&&===', 'F[]=1', 'F[b]=1', 'F[__proto__][polluted]=1', 'F.polluted=1', 'F=1&F=2', 'F=1&F[]=2', 'F', '[]=1',
  '__proto__=1', '__proto__[polluted]=1', '__proto__.polluted=1', 'constructor[prototype][polluted]=1', 'constructor=1', 'prototype=1', 'toString=1', 'hasOwnProperty=1', 'length=1',
  'F=%', 'F=%E0%A4%A', 'F=%00', 'F%00=1', 'F=%ED%A0%80', 'F=%FF%FE', `F=${'x'.repeat(210_000)}`, Array.from({ length: 600 }, (_, n) => `f${n}=1`).join('&'), `F=${'%20'.repeat(50_000)}`,
];

/** Other kinds of bodies: type, and what stands in it. */
export const strangers: readonly [type: string, body: string][] = [
  ['application/json', '{"__proto__":{"polluted":1}}'], ['application/json', '{'], ['text/plain', 'a=1'], ['text/xml', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'],
  ['multipart/form-data', 'x'], ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nx\r\n'], ['multipart/form-data; boundary=b', '--b--\r\n'],
  ['application/x-www-form-urlencoded; charset=utf-7', 'a=1'], ['application/x-www-form-urlencoded; charset=utf-16', 'a=1'], ['application/octet-stream', '\u0001\u0002'], ['', 'a=1'], [';;;', 'a=1'],
];

/** Behind the question mark of any page. */
export const queries: readonly string[] = [
  '?', '?&', '?=', '?a[]=1', '?__proto__[polluted]=1', '?constructor.prototype.polluted=1', '?__proto__=1', '?q=1&q=2', '?q[]=1', '?q[a]=1', '?view[]=mine', '?sort[]=due', '?page=1e9', '?page=-1', '?limit=999999999', '?offset=0x10',
  '?sort=due;drop%20table%20cases', '?sort=due)--', '?sort=-due&sort=x', '?sort=__proto__', '?sort=constructor', '?view=__proto__', '?view=constructor', '?show=__proto__', '?show=hasOwnProperty', '?kind=__proto__', '?administration=constructor', '?administration=__proto__',
  '?after=x', '?before=x', '?after=00000000-0000-0000-0000-000000000000', '?before=00000000-0000-0000-0000-000000000000', '?after=OTk5OTk5OTk5OTk5OTk5LjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA', '?after=&before=', '?after[]=1',
  '?facility=x', '?facility[]=x', "?facility='", '?facility=__proto__', '?who=x', '?postcode=5000;', '?postcode[]=5000', '?list=%25&task=x', '?list[]=1', '?task=__proto__', '?done=__proto__', '?done=constructor', '?done=grant%3Cscript%3E', '?from=check', '?from[]=check', '?check=1',
  '?returnTo=//evil.example', '?returnTo[]=/pro', '?returnTo=/%5Cevil.example', '?returnTo=%0d%0aSet-Cookie:x', '?means[]=eid', '?means=__proto__', '?max_age=-1', '?state=__proto__', '?state[]=1&code=1', '?error=x&state=y',
  '?from=9999-99-99&until=x', '?from=2027-02-31', '?from=99999-01-01', '?event=__proto__', '?subject[]=1', '?weeks=1e9', '?number=1e400&effect=x', '?q=%00', '?q=%E0%A4%A', '?q=%ED%A0%80', '?%00=1',
];

/** In the place of an id or of a word of the address. */
export const pathParts: readonly string[] = [
  "'", '%27%20or%201=1--', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '..%5c..%5c', '%252e%252e%252f', '%00', '%E0%A4%A', '%', '%ED%A0%80', '0', '-1', '1e9', 'NaN', 'null', 'undefined', '__proto__', 'constructor', 'hasOwnProperty', 'toString',
  '00000000-0000-0000-0000-00000000000', '00000000-0000-0000-0000-0000000000000', '00000000-0000-0000-0000-00000000000g', '{00000000-0000-0000-0000-000000000000}', 'ABCDEF00-0000-4000-8000-000000000000', '%E2%80%AE', '%F0%9F%A7%92',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '%7B%7B7*7%7D%7D', 'a'.repeat(300), 'a'.repeat(6_000), '%0d%0aSet-Cookie:%20x=1', ';', '*', '.', '..', '%20', 'new', 'drafts',
];
