// stdin: [{ file, text }]; stdout: for each the messages as `rule: sentence`. A process of its own, since ESLint's plugins do not load inside Jest.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../../..');
const typed = new ESLint({ cwd: root });
// A file that is not there has no types; every rule that needs none still reads it.
const untyped = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
});

const answers = [];
for (const { file, text } of JSON.parse(await readText(process.stdin))) {
  const eslint = existsSync(path.join(root, file)) ? typed : untyped;
  const [{ messages }] = await eslint.lintText(text, { filePath: path.join(root, file) });
  answers.push(messages.map((message) => `${message.ruleId}: ${message.message}`));
}
process.stdout.write(JSON.stringify(answers));
