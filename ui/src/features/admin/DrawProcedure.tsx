/** Takes a version of a procedure into a file, and begins a draft from it. */
import { Button } from '@mantine/core';
import { IconDownload, IconPencil } from '@tabler/icons-react';
import { call, type ProcedureView } from '@/api';
import { useOpen, useTexts } from '@/shared';
import { DRAW_PREFIX, procedureId, saveText } from './procedure';

export function DrawProcedure({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  const open = useOpen();
  return (
    <>
      <Button variant="subtle" leftSection={<IconDownload size={20} />} onClick={() => void download(procedure)} data-testid={`procedure-download-${procedureId(procedure)}`}>
        {t('procedures.download')}
      </Button>
      <Button variant="default" leftSection={<IconPencil size={20} />} onClick={() => open.screen('admin', `${DRAW_PREFIX}${procedure.digest}`)} data-testid={`procedure-draw-${procedureId(procedure)}`}>
        {t(procedure.state === 'returned' ? 'procedures.take_up' : 'procedures.draw')}
      </Button>
    </>
  );
}

async function download({ digest, code, version }: ProcedureView): Promise<void> {
  const { content } = await call('procedure.text', { digest });
  saveText(`${code}-v${version}.json`, content);
}
