# Makes competing.json: Aalen-Johansen by R's survival package (multi-state survfit), checked here
# against cmprsk::cuminc where the two agree on ties.
# Run in this folder:  Rscript competing.R > competing.json   (R 4.2.2, survival 3.5-3, cmprsk 2.2-11)
suppressMessages({library(survival); library(cmprsk)})
set.seed(20150112)
num <- function(x) ifelse(is.na(x), "null", format(x, digits = 15, trim = TRUE))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
one <- function(i) {
  n <- c(5, 12, 40, 200)[(i - 1) %% 4 + 1]
  time <- sample(1:c(6, 30, 500)[(i - 1) %% 3 + 1], n, replace = TRUE)
  cause <- sample(0:3, n, replace = TRUE, prob = c(0.3, 0.3, 0.3, 0.1))
  fit <- survfit(Surv(time, factor(cause, 0:3, c("censored", "a", "b", "c"))) ~ 1)
  at <- sort(unique(time))
  got <- summary(fit, times = at)
  other <- timepoints(cuminc(time, cause, cencode = 0), at)$est
  for (k in 1:3) {
    row <- paste("1", k)
    if (row %in% rownames(other)) {
      ok <- !is.na(other[row, ])
      stopifnot(max(abs(other[row, ok] - got$pstate[ok, k + 1])) < 1e-9)
    }
  }
  paste0('{"time":', arr(time), ',"cause":', arr(cause), ',"at":', arr(at),
         ',"survival":', arr(got$pstate[, 1]), ',"cif":[', arr(got$pstate[, 2]), ',',
         arr(got$pstate[, 3]), ',', arr(got$pstate[, 4]), ']}')
}
cat("[\n", paste(vapply(1:24, one, ""), collapse = ",\n"), "\n]\n", sep = "")
