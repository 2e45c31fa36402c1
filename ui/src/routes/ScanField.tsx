/** Always there: F2 focuses it; typing a code and Enter does what scanning it does. */
import { IconBarcode } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useHotkeys, useScanBus, useTexts } from '@/shared';
import classes from './ScanField.module.css';

export function ScanField() {
  const t = useTexts();
  const { dispatch, feedback } = useScanBus();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({
    f2: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  return (
    <form
      className={classes.scan}
      data-tone={feedback?.tone}
      onSubmit={(event) => {
        event.preventDefault();
        setText('');
        void dispatch(text);
      }}
    >
      <IconBarcode size={26} aria-hidden />
      <input
        ref={input}
        className={classes.input}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
        }}
        placeholder={t('scan.placeholder')}
        aria-label={t('scan.label')}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        data-testid="scan-field"
      />
      <kbd className={classes.key}>F2</kbd>
    </form>
  );
}
