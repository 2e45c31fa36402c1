/** The text of the editor as a file, and a file as the text of the editor. What is wrong with it is said like any other fault. */
import { Button, FileButton, Tooltip } from '@mantine/core';
import { IconFileDownload, IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useAct, type LabelTemplate } from '@/api';
import { ProblemAlert, useTexts } from '@/shared';
import { isJson } from './sheet';
import classes from './Templates.module.css';

/** As many as a version may have. */
const BYTES_MAX = 32 * 1024;

type Said = { good: boolean; text: string };

/** Buttons, and beside them what came of the last one. */
export function useFileTools(template: LabelTemplate, content: string, onOpen: (content: string) => void) {
  const t = useTexts('templates');
  const save = useAct('template.file');
  const [said, setSaid] = useState<Said | null>(null);
  const again = useRef<() => void>(null);
  const open = async (file: File | null) => {
    // The same file may be chosen again once it was mended.
    again.current?.();
    if (!file) return;
    save.reset();
    const { name } = file;
    if (file.size > BYTES_MAX) return setSaid({ good: false, text: t('file.large', { name, max: BYTES_MAX / 1024 }) });
    const text = await file.text();
    if (!isJson(text)) return setSaid({ good: false, text: t('file.not_template', { name }) });
    onOpen(text);
    setSaid({ good: true, text: t('file.opened', { name }) });
  };
  const write = () => {
    setSaid(null);
    save.mutate({ template, content });
  };
  const buttons = (
    <>
      <Tooltip label={t('file.download')}>
        <Button variant="default" onClick={write} loading={save.isPending} aria-label={t('file.download')} data-testid="template-download"><IconFileDownload size={20} /></Button>
      </Tooltip>
      <FileButton onChange={(file) => void open(file)} accept="application/json,.json" resetRef={again} inputProps={{ 'data-testid': 'template-file' } as object}>
        {(props) => (
          <Tooltip label={t('file.open')}>
            <Button variant="default" {...props} aria-label={t('file.open')} data-testid="template-open"><IconFolderOpen size={20} /></Button>
          </Tooltip>
        )}
      </FileButton>
    </>
  );
  const message = save.error ? <ProblemAlert problem={save.error} /> : save.data ? (
    <p className={classes.quiet} role="status" data-testid="template-downloaded">{t('file.downloaded')} <code>{save.data.path}</code></p>
  ) : said ? (
    <p className={said.good ? classes.quiet : classes.wrong} role={said.good ? 'status' : 'alert'} data-testid="template-file-said" data-good={said.good}>{said.text}</p>
  ) : null;
  return { buttons, message };
}
