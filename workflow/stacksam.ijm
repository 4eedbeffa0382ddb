// Runs one command of StackSAM; the argument is "LABEL|OPTIONS", such as "SAM Models|action=list".
line = getArgument();
bar = indexOf(line, "|");
if (bar < 1) exit("Give LABEL|OPTIONS as the macro's argument, not " + line);
run(substring(line, 0, bar), substring(line, bar + 1));
