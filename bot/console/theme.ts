import { createTheme, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = ["#eef7f5", "#dcece9", "#b6d8d2", "#8dc3ba", "#6bb1a6", "#55a699", "#0f6b62", "#0d5f57", "#0a514a", "#06423c"];

const sans =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif';

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: 6,
  colors: { pine },
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: "600" },
  defaultRadius: "md",
  components: {
    Button: { defaultProps: { fw: 500 } },
    Modal: { defaultProps: { styles: { title: { fontWeight: 600 } } } },
  },
});
