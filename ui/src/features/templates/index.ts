import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { TemplatesScreen as screen } from './TemplatesScreen';
export const locales = { 'zh-CN': zh, en };
