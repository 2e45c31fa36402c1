import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ControlsScreen as screen } from './ControlsScreen';
export const locales = { 'zh-CN': zh, en };
