/** The languages that code blocks can be in. A block of any other keeps its name and is shown without colours. */

export interface CodeLanguage {
  /** As it is kept in the document and written after the fence in Markdown. */
  readonly id: string
  readonly label: string
  /** Other names that people and programs use. */
  readonly aliases?: readonly string[]
}

/** In the order of the chooser: what kernel people write first, then by label. */
export const CODE_LANGUAGES: readonly CodeLanguage[] = [
  { id: 'c', label: 'C', aliases: ['h'] },
  { id: 'diff', label: 'Diff', aliases: ['patch', 'udiff'] },
  { id: 'bash', label: 'Shell', aliases: ['sh', 'shell', 'zsh', 'shellscript', 'console', 'shellsession'] },
  { id: 'python', label: 'Python', aliases: ['py', 'python3'] },
  { id: 'rust', label: 'Rust', aliases: ['rs'] },
  { id: 'json', label: 'JSON', aliases: ['jsonc', 'json5'] },
  { id: 'yaml', label: 'YAML', aliases: ['yml'] },
  { id: 'armasm', label: 'Assembly, ARM', aliases: ['arm'] },
  { id: 'x86asm', label: 'Assembly, x86', aliases: ['asm', 'nasm', 'assembly'] },
  { id: 'cmake', label: 'CMake' },
  { id: 'cpp', label: 'C++', aliases: ['c++', 'cc', 'cxx', 'hpp'] },
  { id: 'css', label: 'CSS' },
  { id: 'dts', label: 'Devicetree', aliases: ['dtsi', 'devicetree'] },
  { id: 'dockerfile', label: 'Dockerfile', aliases: ['docker', 'containerfile'] },
  { id: 'go', label: 'Go', aliases: ['golang'] },
  { id: 'xml', label: 'HTML, XML', aliases: ['html', 'xhtml', 'svg'] },
  { id: 'ini', label: 'INI, TOML', aliases: ['toml', 'properties', 'desktop'] },
  { id: 'java', label: 'Java' },
  { id: 'javascript', label: 'JavaScript', aliases: ['js', 'jsx', 'mjs', 'javascriptreact'] },
  { id: 'llvm', label: 'LLVM IR' },
  { id: 'lua', label: 'Lua' },
  { id: 'makefile', label: 'Makefile', aliases: ['make', 'mk', 'kbuild'] },
  { id: 'perl', label: 'Perl', aliases: ['pl'] },
  { id: 'ruby', label: 'Ruby', aliases: ['rb'] },
  { id: 'sql', label: 'SQL' },
  { id: 'typescript', label: 'TypeScript', aliases: ['ts', 'tsx', 'typescriptreact'] },
]

const BY_NAME: ReadonlyMap<string, CodeLanguage> = new Map(
  CODE_LANGUAGES.flatMap((language) =>
    [language.id, ...(language.aliases ?? [])].map((name) => [name, language] as const),
  ),
)

/** The language of a block by what its document says, of which the first word counts; null when it is none of ours. */
export function languageOf(name: unknown): CodeLanguage | null {
  if (typeof name !== 'string') return null
  return BY_NAME.get(name.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '') ?? null
}
