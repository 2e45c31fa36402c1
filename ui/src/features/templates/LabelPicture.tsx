/** An invented label drawn by the program that prints: by a text, or by what is in force. */
import { useCommandQuery, type LabelTemplate, type Locale } from '@/api';
import { Loaded, PdfView, ProblemAlert, useSession, useTexts, useWord } from '@/shared';
import { specimenIn } from './specimen';

interface Props {
  template: LabelTemplate;
  /** What is in force where none is given. */
  content?: string;
  width: number;
  /** That of the window where none is given. */
  locale?: Locale;
}

export function LabelPicture({ template, content, width, locale }: Props) {
  const t = useTexts('templates');
  const word = useWord();
  const { state } = useSession();
  const preview = useCommandQuery('template.preview', { template, content: content ?? null, ...specimenIn(locale ?? state.locale) }, { keepPrevious: true });
  return (
    <Loaded query={preview}>
      {({ pdf_base64: base64, faults }) => base64 ? (
        <PdfView base64={base64} width={width} label={t('picture', { label: word('LabelTemplate', template) })} stale={preview.isPlaceholderData} />
      ) : <ProblemAlert problem={faults[0]} compact />}
    </Loaded>
  );
}
