/**
 * How Node runs the web and the worker, wherever they are started: `npm start`, the bench, `npm run web` and `worker`, docker-compose.yml.
 *
 * What lives in either is some 100 MB. On a machine with much memory V8 lets the heap grow to several times that before it looks what may go;
 * told of a smaller heap, it looks earlier. The limit itself stays five times what is needed: a process that reaches it ends.
 */
export const nodeArguments: readonly string[] = ['--max-old-space-size=512', '--import', 'tsx'];
