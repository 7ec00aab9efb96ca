# Makes comparison.json: log-rank by survival::survdiff, Gray's test by cmprsk::cuminc, limits of the incidence by
# survfit of several states (conf.type log-log), Cox by survival::coxph (Efron) on random samples with many ties,
# and on the packages' own data sets lung and veteran (survival) and pbc (Gray: death against transplantation, by stage).
# Run in this folder:  Rscript comparison.R > comparison.json   (R 4.2.2, survival 3.5-3, cmprsk 2.2-11)
suppressMessages({library(survival); library(cmprsk)})
set.seed(20261123)
num <- function(x) ifelse(is.na(x), "null", format(x, digits = 15, trim = TRUE))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
gray_of <- function(time, cause, group) cuminc(time, cause, group, cencode = 0)$Tests
case <- function(name, time, cause, group) {
  tests <- gray_of(time, cause, group)
  rank <- survdiff(Surv(time, cause > 0) ~ group)
  last <- max(cause)
  fit <- survfit(Surv(time, factor(cause, 0:last)) ~ 1, conf.type = "log-log")
  at <- sort(unique(time))[c(TRUE, FALSE, FALSE)]
  got <- summary(fit, times = at)
  gray <- vapply(seq_len(last), function(k) paste0("[", num(tests[k, 1]), ",", num(tests[k, 2]), "]"), "")
  paste0('{"name":"', name, '","time":', arr(time), ',"cause":', arr(cause), ',"group":', arr(group),
         ',"log_rank":[', num(rank$chisq), ',', num(pchisq(rank$chisq, length(rank$n) - 1, lower.tail = FALSE)),
         '],"gray":[', paste(gray, collapse = ","), '],"at":', arr(at),
         ',"lower":', arr(got$lower[, 2]), ',"upper":', arr(got$upper[, 2]), '}')
}
random <- function(i) {
  n <- c(30, 80, 300)[(i - 1) %% 3 + 1]
  case(paste("random", i), sample(1:c(12, 60)[(i - 1) %% 2 + 1], n, TRUE), sample(0:2, n, TRUE, c(0.3, 0.4, 0.3)),
       sample(rep(1:c(2, 3, 4)[(i - 1) %% 3 + 1], length.out = n)))
}
cox <- function(name, time, status, columns) {
  fit <- coxph(Surv(time, status) ~ as.matrix(columns), ties = "efron")
  wide <- vapply(columns, function(x) arr(x), "")
  paste0('{"name":"', name, '","time":', arr(time), ',"status":', arr(status),
         ',"columns":[', paste(wide, collapse = ","), '],"coefficients":', arr(unname(coef(fit))),
         ',"errors":', arr(unname(sqrt(diag(vcov(fit))))), ',"log_likelihood":', num(fit$loglik[2]), '}')
}
p <- pbc[!is.na(pbc$stage) & pbc$stage > 1, ]
l <- lung[complete.cases(lung[, c("age", "sex", "ph.ecog")]), ]
cases <- c(vapply(1:9, random, ""), case("pbc by stage", p$time, ifelse(p$status == 0, 0, 3 - p$status), p$stage - 1))
n <- 120
x <- round(rnorm(n), 3); y <- rbinom(n, 1, 0.4)
coxes <- c(cox("lung", l$time, l$status - 1, l[, c("age", "sex", "ph.ecog")]),
           cox("veteran", veteran$time, veteran$status, veteran[, c("trt", "karno", "diagtime")]),
           cox("many ties", ceiling(rexp(n, exp(0.5 * x - y) / 6)), rbinom(n, 1, 0.7), data.frame(x, y)))
cat('{"comparisons":[\n', paste(cases, collapse = ",\n"), '],\n"cox":[\n', paste(coxes, collapse = ",\n"), "]}\n", sep = "")
